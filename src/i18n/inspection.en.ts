/** Facts and explanations of the inspector. Parameters are those of `worker/inspect/`. */
import { bytes, duration } from './format.ts';
import type { Params } from './messages.ts';
import type { MoreMessages } from './more-messages.ts';

const units = { milliseconds: '{n} ms', seconds: '{n} s', minutes: '{n} min', hours: '{n} h', days: '{n} d' };
const time = (ms: string | number | undefined): string => duration(Number(ms), units);
const many = (count: string | number | undefined, one: string): string =>
  `${count} ${Number(count) === 1 ? one : `${one}s`}`;

const IDLE_WHY: Readonly<Record<string, (p: Params) => string>> = {
  'no-partition': (p) =>
    `${p.consumer} is idle: ${p.members} members share ${many(p.partitions, 'partition')}, and a partition has one owner in a group, so not everyone has one.`,
  rebalancing: (p) => `${p.consumer} owns nothing until the rebalance of ${p.group} is over.`,
  'on-the-way': (p) =>
    `${p.consumer} has no partition yet: those it is to have come as soon as others have let them go.`,
  'no-topic': (p) => `${p.consumer} is idle: the topics it subscribes to do not exist.`,
  'no-leader': (p) => `${p.consumer} can’t read: its partitions have no leader.`,
  'max-poll-interval': (p) => `${p.consumer} left the group: it did not poll within max.poll.interval.ms.`,
  stopped: (p) => `${p.consumer} is stopped.`,
  frozen: (p) => `${p.consumer} is frozen: it neither polls nor sends heartbeats.`,
};

export const inspection: Pick<MoreMessages, 'facts' | 'explanations'> = {
  facts: {
    'log-start-offset': 'Log start offset',
    'high-watermark': 'High watermark',
    'last-stable-offset': 'Last stable offset (LSO)',
    'open-transactions': 'Open transactions, from offset',
    'log-end-offset': 'Log end offset',
    leader: 'Leader',
    'leader-epoch': 'Leader epoch',
    replicas: 'Replicas',
    isr: 'In-sync replicas',
    'adding-replicas': 'Replicas being added',
    'removing-replicas': 'Replicas to be removed',
    segments: 'Segments',
    'next-expiry': 'Next expiry',
    'next-retention-check': 'Next retention check',
    state: 'State',
    generation: 'Generation',
    'group-epoch': 'Group epoch',
    assignor: 'Assignor',
    coordinator: 'Coordinator',
    members: 'Members',
    lag: 'Lag',
    'position-lag': 'Lag from its position',
    'left-out': 'Aborted records passed over',
    pattern: 'Subscribes to topics like',
    'share-start-offset': 'Share-partition start',
    'share-end-offset': 'Share-partition end',
    acquired: 'Records acquired',
    'available-again': 'Records to be given again',
    'most-deliveries': 'Most deliveries of a record',
    'acknowledgements-failed': 'Acknowledgements failed',
    owned: 'Owns',
    position: 'Position',
    committed: 'Committed offset',
    'reads-from': 'Reads from brokers',
    'member-id': 'Member id',
    'session-left': 'Session left',
    'poll-interval-left': 'Poll interval left',
    'processing-time': 'Time for a record',
    'producer-id': 'Producer id',
    'producer-epoch': 'Producer epoch',
    'transactional-id': 'transactional.id',
    'transaction-state': 'Transaction state',
    'transaction-partitions': 'Partitions in it',
    'coordinates-transactions': 'Coordinates transactional ids',
    'in-flight': 'Batches in flight',
    'open-batches': 'Open batches',
    'buffer-used': 'Buffer in use',
    'records-sent': 'Records sent',
    leads: 'Leads',
    follows: 'Follows',
    'broker-epoch': 'Broker epoch',
    coordinates: 'Coordinates',
    partitions: 'Partitions',
    'replication-factor': 'Replication factor',
    retention: 'Retention',
    'topic-id': 'Topic id',
    'internal-segment-bytes': 'internal.segment.bytes',
    'offsets-replication': 'Replicas of __consumer_offsets',
  },
  explanations: {
    'partition-all-in-sync': (p) =>
      p.replicas === 1
        ? `Broker ${p.leader} leads; it holds the only replica.`
        : `Broker ${p.leader} leads; all ${p.replicas} replicas are in sync.`,
    'partition-under-replicated': (p) =>
      `Only ${p.inSync} of ${p.replicas} replicas are in sync with the leader, broker ${p.leader}.`,
    'partition-under-min-isr': (p) =>
      `${many(p.inSync, 'replica')} in sync, and min.insync.replicas asks for ${p.min}: producers with acks=all get NOT_ENOUGH_REPLICAS.`,
    'partition-offline': () =>
      'No leader: none of the replicas that were in sync is running. Nobody can write or read until one is back.',
    'partition-moving': (p) => moving(p),
    'partition-hw-behind': (p) =>
      `${many(p.behind, 'record')} beyond the high watermark ${p.highWatermark}: appended by the leader, not yet by all of the ISR, so no consumer may read them.`,
    'partition-hw-at-end': (p) =>
      `The high watermark ${p.highWatermark} is at the log’s end: every record is on all in-sync replicas${p.heldBack ? '' : ' and may be read'}.`,
    'partition-lso-open': (p) =>
      `The transaction of ${p.transaction} is open since offset ${p.lastStable}. It holds back readers with read_committed: they end at this last stable offset (LSO), ${many(p.behind, 'offset')} before the high watermark.`,
    'partition-lso-marker': (p) =>
      `The transaction of ${p.transaction} is decided, but its marker is not below the high watermark yet. Readers with read_committed still end at the last stable offset ${p.lastStable}.`,
    'partition-next-expiry': (p) =>
      Number(p.inMs) > 0
        ? `The segment from offset ${p.baseOffset} becomes eligible in ${time(p.inMs)}; the retention check that finds it comes in ${time(p.checkInMs)} (log.retention.check.interval.ms is ${time(p.intervalMs)}).`
        : `The segment from offset ${p.baseOffset} is past its retention; the check that deletes it comes in ${time(p.checkInMs)} (log.retention.check.interval.ms is ${time(p.intervalMs)}).`,
    'partition-no-expiry': () => 'No segment here is due to expire.',
    'topic-spread': (p) =>
      `${many(p.partitions, 'partition')}, ${many(p.replicationFactor, 'replica')} of each, led by ${many(p.leaders, 'broker')}.`,
    'topic-compaction': (p) =>
      `Compacted: once more than ${p.ratio} of a log has not been cleaned, only the newest record of each key stays in its closed segments.`,
    'topic-retention': (p) => retention(p),
    'topic-internal-segment-bytes': (p) =>
      `Segments are rolled at ${bytes(Number(p.bytes))} by internal.segment.bytes, since Kafka’s segment.bytes has a floor of 1 MiB: too large to see.`,
    'group-stable': (p) =>
      `Stable in ${p.countedIn} ${p.generation}: ${many(p.members, 'member')}, every partition has an owner.`,
    'group-rebalancing': (p) =>
      p.countedIn === 'epoch'
        ? 'Reconciling: each member hears at its own heartbeat what to let go and what to take, and reads the rest meanwhile.'
        : p.mode === 'cooperative'
          ? 'Rebalancing, cooperatively: members keep reading what they keep, and let go only of what moves.'
          : 'Rebalancing, eagerly: every member lets go of everything and reads nothing until all have an assignment.',
    'group-empty': () => 'Empty: nobody is in it. Its committed offsets are kept.',
    'group-lag': (p) =>
      Number(p.lag) === 0
        ? `No lag: everything up to the ${endsOf(p)} is committed.`
        : `${many(p.lag, 'record')} of lag: between the committed offsets and the ${endsOf(p)}.`,
    'group-idle-members': (p) =>
      `${p.idle} of ${p.members} members ${Number(p.idle) === 1 ? 'is' : 'are'} idle: there are not enough partitions.`,
    'group-shares': (p) =>
      `A share group of ${many(p.members, 'member')}: they share the records of a partition, each record locked for one of them, and nobody owns the partition.`,
    'group-in-flight': (p) =>
      `${many(p.lag, 'record')} from the share-partition start to the high watermark; ${p.acquired} of them acquired by members.`,
    'group-coordinator': (p) =>
      Number(p.coordinator) < 0
        ? 'Its coordinator is away: the broker that leads its partition of __consumer_offsets is not there.'
        : `Broker ${p.coordinator} coordinates it: it leads the partition of __consumer_offsets that the group’s name falls on.`,
    'consumer-owns': (p) => `${p.consumer} owns ${many(p.owned, 'partition')} in ${p.group || 'no group'}.`,
    'consumer-shares': (p) =>
      `${p.consumer} takes records from ${many(p.owned, 'partition')} in ${p.group}; other members may take from the same.`,
    'consumer-acknowledges': (p) => acknowledges(p),
    'consumer-idle': (p) => IDLE_WHY[String(p.reason)]?.(p) ?? `${p.consumer} owns no partition.`,
    'consumer-lagging': (p) =>
      `${many(p.lag, 'record')} behind: it reads ${p.perSecond} a second, at ${time(p.processingMs)} for each.`,
    'consumer-keeps-up': (p) =>
      Number(p.lag) === 0
        ? `It keeps up: ${Number(p.heldBack) > 0 ? 'it has read all that it may' : 'nothing waits for it'}.`
        : `It keeps up: ${many(p.lag, 'record')} wait for it.`,
    'consumer-rejoining': (p) =>
      `${p.consumer} is joining ${p.group}: it waits for the others, then for its assignment.`,
    'consumer-bench': () =>
      'On the bench: it is in no group and reads nothing. Drag it into a group, or use “Move to…”.',
    'consumer-session': () => 'Its session is kept alive by heartbeats.',
    'consumer-read-committed': (p) =>
      Number(p.heldBack) > 0
        ? `isolation.level=read_committed: a transaction that is open holds ${many(p.heldBack, 'record')} back, those behind it included, until it is committed or aborted.`
        : 'isolation.level=read_committed: it reads up to the last stable offset (LSO), and passes over what was aborted.',
    'consumer-commits': (p) => commits(p),
    'consumer-forwards': (p) =>
      `It sends each record on to ${p.topic}, by the producer “${p.producer}” in the same process${p.transactionalId ? `. What comes of a poll and its offsets are one transaction of ${p.transactionalId}: exactly once.` : ', and commits when what comes of a poll is acknowledged: at least once.'}`,
    'producer-forwards': (p) =>
      `It lives in the process of “${p.consumer}”, and sends on what that reads in ${p.group || 'no group'}: the two start, stop and freeze together.`,
    'consumer-fetch-sessions': (p) =>
      `${p.count === 1 ? `Broker ${p.brokers} has` : `Brokers ${p.brokers} have`} ${many(p.partitions, 'partition')} of its fetches in mind (fetch sessions): a request need only name what has changed.`,
    'producer-waits-for': (p) =>
      p.acks === 'all'
        ? 'acks=all: a send succeeds once all in-sync replicas have the record.'
        : p.acks === '1'
          ? 'acks=1: a send succeeds once the leader has the record. If the leader is lost before others have it, so is the record.'
          : 'acks=0: it waits for nobody, and never learns of a loss.',
    'producer-batches': (p) =>
      `A batch goes when it has ${bytes(Number(p.batchSize))} (batch.size) or after ${time(p.lingerMs)} (linger.ms).`,
    'producer-idempotent': (p) =>
      Number(p.producerId) < 0
        ? 'Idempotent: it is about to get its producer id.'
        : `Idempotent: by producer id ${p.producerId} and sequence numbers the leader drops what a retry would double.`,
    'producer-not-idempotent': (p) =>
      `Not idempotent: a retry may write twice, and with ${p.inFlight} requests in flight it may change the order.`,
    'producer-blocked-on-buffer': (p) =>
      `Its send() is blocked: the buffer is full. buffer.memory=${p.bufferMemory} is held by batches that wait to be sent or acknowledged; after max.block.ms=${p.maxBlockMs} the record fails.`,
    'producer-blocked-on-metadata': (p) =>
      `Its send() is blocked: it does not know the topic's partitions yet; after max.block.ms=${p.maxBlockMs} the record fails.`,
    'producer-transaction-initializing': (p) =>
      `It asks the coordinator of ${p.id} for its producer id and epoch. Whoever had ${p.id} before is fenced by that.`,
    'producer-transaction-ready': () => 'No transaction is open: the next record begins one.',
    'producer-transaction-open': (p) =>
      `A transaction is open, with ${many(p.records, 'record')} so far. They are written at once; consumers with read_committed get them when it is committed, or never.`,
    'producer-transaction-committing': (p) =>
      `It commits ${many(p.records, 'record')}: the coordinator writes the decision into its log, then has a COMMIT marker written into each partition.`,
    'producer-transaction-aborting': (p) =>
      `It aborts ${many(p.records, 'record')}${p.error ? ` (${p.error})` : ''}: they stay in the log under an ABORT marker, and consumers with read_committed skip them.`,
    'producer-transaction-fenced': (p) =>
      `Fenced: its epoch is an old one, so brokers refuse what it sends. Another producer has ${p.id}, or its transaction took longer than transaction.timeout.ms.`,
    'producer-transaction-failed': (p) => `It can send nothing any more: ${p.error}.`,
    'producer-retrying': (p) => `It tries ${many(p.batches, 'batch').replace('batchs', 'batches')} again.`,
    'broker-leads': (p) =>
      `It leads ${p.leads} of its ${many(p.replicas, 'replica')}; all it follows are in sync.`,
    'broker-stopped': (p) =>
      p.state === 'frozen'
        ? 'Frozen: its process stands still. The controller fences it when broker.session.timeout.ms is over.'
        : 'Stopped: others lead what it led, if a replica of theirs was in sync.',
    'broker-coordinates': (p) =>
      Number(p.count) === 0 ? 'It coordinates no group.' : `It coordinates ${p.groups}.`,
    'broker-catching-up': (p) =>
      `It catches up: ${p.behind} of its ${many(p.replicas, 'replica')} are not in sync yet.`,
    'broker-offsets-topic': (p) =>
      `__consumer_offsets has ${many(p.replicationFactor, 'replica')} here: scenarios default it to 3, or to the number of brokers if there are fewer.`,
  },
};

/** Lists of brokers come as `1, 2`. */
const isMany = (ids: string | number | undefined): boolean => String(ids).includes(',');
const brokers = (ids: string | number | undefined): string => `${isMany(ids) ? 'brokers' : 'broker'} ${ids}`;

function moving({ adding, removing }: Params): string {
  const gets = isMany(adding) ? 'get' : 'gets';
  const [copies, go] = isMany(removing) ? ['copies', 'go'] : ['copy', 'goes'];
  if (!removing)
    return `Being moved: ${brokers(adding)} ${gets} a copy of the log; once in sync, the move is over.`;
  if (!adding) return `Being moved: the ${copies} on ${brokers(removing)} ${go} once all others are in sync.`;
  return `Being moved: ${brokers(adding)} ${gets} a copy of the log first; once in sync, the ${copies} on ${brokers(removing)} ${go}.`;
}

function retention({ retentionMs, retentionBytes }: Params): string {
  const byTime = Number(retentionMs) < 0 ? '' : `Segments older than ${time(retentionMs)}`;
  const bySize = Number(retentionBytes) < 0 ? '' : `what goes beyond ${bytes(Number(retentionBytes))}`;
  if (!byTime && !bySize) return 'Everything is kept for ever.';
  return `${[byTime, bySize].filter(Boolean).join(', and ')} ${byTime ? 'are' : 'is'} deleted, whole segments at a time.`;
}

function endsOf({ readCommitted }: Params): string {
  return readCommitted ? 'last stable offsets (read_committed)' : 'high watermarks';
}

function acknowledges({ mode, rejectEvery, releaseEvery }: Params): string {
  if (mode === 'implicit')
    return 'Its next poll() accepts the records of the last one (share.acknowledgement.mode).';
  const rejects = Number(rejectEvery) > 0 ? `, rejects one in ${rejectEvery}` : '';
  const releases = Number(releaseEvery) > 0 ? `, releases one in ${releaseEvery}` : '';
  return `It says of each record what became of it (share.acknowledgement.mode): it accepts them${rejects}${releases}.`;
}

function commits({ commit, intervalMs }: Params): string {
  if (commit === 'never') return 'It never commits: after a restart it begins where auto.offset.reset says.';
  if (commit === 'after-processing') return 'It commits after each poll’s records are processed.';
  return `It commits by itself every ${time(intervalMs)} (auto.commit.interval.ms). What was read since is read again after a crash.`;
}
