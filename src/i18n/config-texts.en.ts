/** What each config does, in a sentence. By Kafka's names; one that several scopes share does the same in each. */
import type { ConfigTexts } from './config-texts.ts';

export const configTexts: ConfigTexts = {
  'cleanup.policy': 'Whether old segments are deleted, compacted to the last record of each key, or both.',
  'compression.type':
    'A producer compresses its batches with this codec. A topic stores them as they were sent, uncompressed, or compressed anew by the leader.',
  'delete.retention.ms':
    'How long a tombstone stays after compaction first sees it, so that slow readers learn of it.',
  'file.delete.delay.ms': 'How long a deleted segment’s file stays on disk before it is removed.',
  'index.interval.bytes': 'How many bytes of records there are between two entries of the offset index.',
  'internal.segment.bytes':
    'A segment is rolled at this size; segment.bytes without its floor of 1 MiB, for scenarios small enough to see.',
  'max.compaction.lag.ms':
    'A record is compacted once it is older than this, however little of the log is dirty.',
  'max.message.bytes': 'The largest batch that the topic takes, after compression.',
  'message.timestamp.after.max.ms': 'How far in the future a record’s timestamp may lie.',
  'message.timestamp.before.max.ms': 'How far in the past a record’s timestamp may lie.',
  'message.timestamp.type': 'Whether a record’s timestamp says when it was created or when it was appended.',
  'min.cleanable.dirty.ratio':
    'A log is compacted when more than this share of it has not been compacted yet.',
  'min.compaction.lag.ms': 'How long a record is safe from compaction.',
  'min.insync.replicas':
    'With acks=all, a write is refused when fewer replicas than this are in sync; the high watermark then waits too.',
  'retention.bytes':
    'Segments are deleted from the oldest on while a partition is larger than this; -1: no limit.',
  'retention.ms': 'A closed segment is deleted once its newest record is older than this; -1: never.',
  'segment.bytes': 'A segment is rolled when the next batch would make it larger than this.',
  'segment.index.bytes': 'The size of a segment’s offset index; when it is full, the segment is rolled.',
  'segment.jitter.ms':
    'At most so much earlier than segment.ms a segment is rolled, so that not all roll at once.',
  'segment.ms': 'A segment is rolled when its first record is older than this, even if it is not full.',
  'unclean.leader.election.enable':
    'Whether a replica that was not in sync may lead when no other can: availability, for the price of records.',

  'auto.leader.rebalance.enable':
    'Whether leadership goes back to preferred replicas by itself, from time to time.',
  'broker.heartbeat.interval.ms': 'How often a broker tells the controller that it lives.',
  'broker.rack': 'The rack that the broker says it is in; replicas are spread over racks.',
  'broker.session.timeout.ms': 'The controller fences a broker from which it heard nothing for so long.',
  'controlled.shutdown.enable': 'Whether a broker that shuts down first hands its leaderships to others.',
  'default.replication.factor': 'Replicas of a topic that is created without saying how many.',
  'group.consumer.assignment.interval.ms':
    'How far apart two assignments of a consumer group are at least: changes in between share one.',
  'group.consumer.assignors':
    'Assignors that consumer groups may ask for: uniform, range. The first is used when nobody asks.',
  'group.consumer.heartbeat.interval.ms': 'How often members of consumer groups are told to send heartbeats.',
  'group.consumer.max.assignment.interval.ms':
    'The most that a single group may set as consumer.assignment.interval.ms.',
  'group.consumer.max.heartbeat.interval.ms':
    'The most that a single group may set as consumer.heartbeat.interval.ms.',
  'group.consumer.max.session.timeout.ms':
    'The most that a single group may set as consumer.session.timeout.ms.',
  'group.consumer.min.assignment.interval.ms':
    'The least that a single group may set as consumer.assignment.interval.ms.',
  'group.consumer.min.heartbeat.interval.ms':
    'The least that a single group may set as consumer.heartbeat.interval.ms.',
  'group.consumer.min.session.timeout.ms':
    'The least that a single group may set as consumer.session.timeout.ms.',
  'consumer.assignment.interval.ms':
    'How long this group’s coordinator gathers changes before it makes another assignment.',
  'consumer.heartbeat.interval.ms': 'How often members of this group are told to send heartbeats.',
  'consumer.session.timeout.ms': 'How long a member of this group may be silent before it is taken out.',
  'group.consumer.max.size': 'How many members a consumer group may have.',
  'group.consumer.migration.policy':
    'Whether a group with members may change from the classic to the consumer protocol, and back.',
  'group.consumer.regex.refresh.interval.ms':
    'How often the topics that a pattern stands for are looked up again at the latest.',
  'group.consumer.session.timeout.ms':
    'A member of a consumer group from which no heartbeat came for so long is removed.',
  'group.share.assignment.interval.ms':
    'At least so long between two assignments of a share group, so that many changes in short order are answered by one.',
  'group.share.delivery.count.limit': 'How often a record is delivered at most. After that it is given up.',
  'group.share.heartbeat.interval.ms': 'How often members of share groups are told to send heartbeats.',
  'group.share.max.size': 'How many members a share group may have.',
  'group.share.min.record.lock.duration.ms':
    'The shortest lock that a group may ask for by share.record.lock.duration.ms.',
  'group.share.partition.max.record.locks':
    'How many records of a partition a share group may have in flight.',
  'group.share.record.lock.duration.ms':
    'How long a record is locked for the member that has it. Then it is given to somebody again.',
  'group.share.session.timeout.ms':
    'A member of a share group that is not heard of for so long is removed from it.',
  'group.share.max.assignment.interval.ms':
    'The most that a single group may set as share.assignment.interval.ms.',
  'group.share.max.delivery.count.limit':
    'The most that a single group may set as share.delivery.count.limit.',
  'group.share.max.heartbeat.interval.ms':
    'The most that a single group may set as share.heartbeat.interval.ms.',
  'group.share.max.partition.max.record.locks':
    'The most that a single group may set as share.partition.max.record.locks.',
  'group.share.max.record.lock.duration.ms':
    'The most that a single group may set as share.record.lock.duration.ms.',
  'group.share.max.session.timeout.ms': 'The most that a single group may set as share.session.timeout.ms.',
  'group.share.min.assignment.interval.ms':
    'The least that a single group may set as share.assignment.interval.ms.',
  'group.share.min.delivery.count.limit':
    'The least that a single group may set as share.delivery.count.limit.',
  'group.share.min.heartbeat.interval.ms':
    'The least that a single group may set as share.heartbeat.interval.ms.',
  'group.share.min.partition.max.record.locks':
    'The least that a single group may set as share.partition.max.record.locks.',
  'group.share.min.session.timeout.ms': 'The least that a single group may set as share.session.timeout.ms.',
  'share.assignment.interval.ms':
    'How long this group’s coordinator gathers changes before it makes another assignment.',
  'share.auto.offset.reset':
    'Where the group begins in a partition that it has not read yet: latest, earliest, or by_duration: so far back.',
  'share.delivery.count.limit': 'How often this group gets a record at most. After that it is given up.',
  'share.heartbeat.interval.ms': 'How often members of this group are told to send heartbeats.',
  'share.isolation.level':
    'read_committed: this group does not get records of transactions that were aborted.',
  'share.partition.max.record.locks': 'How many records of a partition this group may have in flight.',
  'share.record.lock.duration.ms':
    'How long a record is locked for the member of this group that has it. Then it is given to somebody again.',
  'share.session.timeout.ms': 'How long a member of this group may be silent before it is taken out.',
  'group.initial.rebalance.delay.ms':
    'How long an empty group waits for more members before its first rebalance ends.',
  'group.max.session.timeout.ms': 'The longest session.timeout.ms that a member may ask for.',
  'group.max.size': 'How many members a group may have.',
  'group.min.session.timeout.ms': 'The shortest session.timeout.ms that a member may ask for.',
  'leader.imbalance.check.interval.seconds':
    'How often the controller looks whether leadership is imbalanced.',
  'log.cleaner.backoff.ms': 'How often a broker looks for logs to compact.',
  'log.cleaner.dedupe.buffer.size':
    'Memory for the keys of one compaction; where it is full, the pass ends early.',
  'log.cleaner.io.buffer.load.factor': 'How full that memory may get.',
  'log.retention.check.interval.ms': 'How often a broker looks for segments to delete.',
  'num.partitions': 'Partitions of a topic that is created without saying how many.',
  'offsets.retention.check.interval.ms': 'How often a coordinator looks for committed offsets to forget.',
  'offsets.retention.minutes': 'How long committed offsets are kept after a group has become empty.',
  'offsets.topic.num.partitions':
    'Partitions of __consumer_offsets; a group’s name decides which one is its own.',
  'offsets.topic.replication.factor': 'Replicas of each partition of __consumer_offsets.',
  'offsets.topic.segment.bytes':
    'A segment of __consumer_offsets is rolled at this size; it is small, so that it compacts and loads quickly.',
  'producer.id.expiration.ms': 'How long a leader remembers an idempotent producer that has gone quiet.',
  'replica.fetch.backoff.ms': 'How long a follower waits after a fetch that failed.',
  'replica.fetch.max.bytes': 'How much a follower asks for of each partition.',
  'replica.fetch.min.bytes': 'A follower’s fetch is answered once so much is there, or the wait is over.',
  'replica.fetch.response.max.bytes': 'The most that one answer to a follower may hold.',
  'replica.fetch.wait.max.ms': 'How long a follower’s fetch waits at the leader when there is nothing new.',
  'replica.lag.time.max.ms': 'A follower that has not caught up for so long is taken out of the ISR.',
  'max.incremental.fetch.session.cache.slots':
    'How many clients the broker remembers the fetches of, so that they need not name all their partitions each time.',
  'replica.selector.class':
    'Lets consumers read from a replica of their own rack (client.rack); without it they read from leaders.',
  'replica.socket.timeout.ms': 'How long a follower waits for an answer.',

  acks: 'Whose confirmation a send waits for: nobody’s (0), the leader’s (1), or that of all in-sync replicas (all).',
  'batch.size': 'A batch for a partition is sent when it has so many bytes.',
  'buffer.memory':
    'Memory for batches that wait to be sent or acknowledged, in bytes. When it is used up, send() blocks.',
  'delivery.timeout.ms': 'How long a record may take from send() to its end, retries included.',
  'enable.idempotence': 'Whether the leader drops what a retry would write twice, and keeps the order.',
  'linger.ms': 'How long a batch waits for more records before it is sent.',
  'max.block.ms': 'How long send() blocks on memory or metadata before the record fails.',
  'max.in.flight.requests.per.connection': 'How many requests may be on their way to a broker unanswered.',
  'max.request.size': 'The largest request, and so the largest record.',
  'metadata.max.age.ms': 'How long a client trusts what it knows of leaders before it asks again.',
  'partitioner.adaptive.partitioning.enable':
    'Whether records without a key go less often to partitions whose queue in the producer is longer.',
  'partitioner.availability.timeout.ms':
    'A partition whose leader could take nothing for longer, though records waited for it, gets no records without a key. 0: never.',
  'partitioner.ignore.keys': 'Whether records with a key are spread as if they had none.',
  'reconnect.backoff.max.ms': 'The longest wait before another attempt to connect.',
  'reconnect.backoff.ms': 'The first wait before another attempt to connect.',
  'request.timeout.ms': 'How long a client waits for an answer before it gives the request up.',
  retries: 'How often a batch is sent again; delivery.timeout.ms usually ends it sooner.',
  'retry.backoff.max.ms': 'The longest wait before a retry.',
  'retry.backoff.ms': 'The first wait before a retry; it doubles from time to time.',
  'transaction.timeout.ms':
    'How long a transaction may stay open before its coordinator aborts it. At most the broker’s transaction.max.timeout.ms.',
  'transactional.id':
    'Makes the producer send in transactions. Whoever starts last with the same one fences the others.',

  'auto.commit.interval.ms': 'How often the consumer commits its position by itself.',
  'auto.offset.reset':
    'Where a consumer begins without a valid committed offset: earliest, latest, or an error.',
  'client.rack':
    'Where the consumer is; brokers with replica.selector.class send it to a replica of the same rack.',
  'isolation.level':
    'Whether the consumer also gets records of transactions that are still open or were aborted.',
  'enable.auto.commit': 'Whether the consumer commits by itself.',
  'fetch.max.bytes': 'The most that one answer to a fetch may hold.',
  'fetch.max.wait.ms': 'How long a fetch waits at the broker for fetch.min.bytes.',
  'fetch.min.bytes': 'A fetch is answered once so much is there.',
  'group.instance.id': 'Makes the member static: it keeps its partitions over a restart within its session.',
  'group.protocol':
    'classic: members rejoin together, and one of them divides the partitions. consumer: the coordinator does, and each member moves by itself.',
  'group.remote.assignor':
    'Under the consumer protocol, which assignor of the coordinator the member asks for: uniform or range.',
  'heartbeat.interval.ms':
    'How often a member tells the coordinator that it lives, and hears of a rebalance.',
  'max.partition.fetch.bytes': 'The most that a fetch gets of one partition.',
  'max.poll.interval.ms': 'A member that does not poll for so long leaves its group.',
  'max.poll.records': 'The most that one poll() hands to the application.',
  'partition.assignment.strategy':
    'How partitions are divided, by preference: range, roundrobin, sticky, cooperative-sticky.',
  'session.timeout.ms': 'A member from which no heartbeat came for so long is removed from its group.',
  'share.acknowledgement.mode':
    'implicit: the next poll() accepts the records of the last one. explicit: the application says of each what became of it.',
  'share.acquire.mode':
    'batch_optimized: whole batches, so that max.poll.records may be exceeded. record_limit: never more.',
};
