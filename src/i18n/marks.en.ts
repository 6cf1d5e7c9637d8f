/** What the timeline marks and the live region says. Parameters are those of `worker/marks.ts`. */
import type { MarkMessages, Params } from './messages.ts';

const partition = ({ topic, partition }: Params): string => `${topic}-${partition}`;
const records = (count: string | number | undefined): string =>
  count === 1 ? '1 record' : `${count ?? 'some'} records`;
/** Nodes are told as people tell them: broker-1 is broker 1. */
const node = (name: string | number | undefined): string => String(name).replace(/^broker-/, 'broker ');
const into = (group: string | number | undefined): string => (group ? `group ${group}` : 'the bench');

const STOPPED_HOW: Readonly<Record<string, string>> = {
  kill: 'was killed',
  shutdown: 'shut down in order',
};

const REBALANCE_WHY: Readonly<Record<string, string>> = {
  'member-joined': 'a member joined',
  'member-left': 'a member left',
  'session-expired': 'a member’s session timed out',
  'metadata-changed': 'the topics changed',
  rejoined: 'a member joined again',
  'leader-rejoined': 'the group’s leader joined again',
  'sync-timeout': 'a member did not sync in time',
  'assignment-not-stored': 'the assignment could not be stored',
  'over-capacity': 'the group is over its size',
};

/** What a coordinator answers to who joins a share group, and is no share consumer, or the other way round. */
const OTHER_KIND: ReadonlySet<string | number | undefined> = new Set([
  'InconsistentGroupProtocolException',
  'GroupIdNotFoundException',
]);

const REMOVED_WHY: Readonly<Record<string, string>> = {
  'session-expired': 'no heartbeat came within session.timeout.ms',
  'rebalance-timeout': 'it did not rejoin in time',
  replaced: 'another with its group.instance.id took its place',
};

const NOT_RESET_WHY: Readonly<Record<string, string>> = {
  NON_EMPTY_GROUP: 'somebody is in the group',
  UNKNOWN_TOPIC_OR_PARTITION: 'there is no such partition',
  LEADER_NOT_AVAILABLE: 'a partition has no leader',
};

export const marks: MarkMessages = {
  kinds: {
    action: 'action',
    'broker-stopped': 'broker stopped',
    'broker-started': 'broker started',
    'leader-elected': 'leader elected',
    'isr-shrunk': 'ISR shrunk',
    'isr-grown': 'ISR grown',
    rebalance: 'rebalance begins',
    'group-stable': 'group stable',
    'segment-expired': 'segment expired',
    'log-cleaned': 'log compacted',
    'log-truncated': 'log truncated',
    'batch-split': 'batch split',
    'send-failed': 'send failed',
    'record-lost': 'record lost',
    'record-redelivered': 'record redelivered',
    'record-out-of-order': 'record out of order',
    'offset-reset': 'offset reset',
    'group-offsets-reset': 'group’s offsets reset',
    'position-truncated': 'read records gone',
    'member-removed': 'member removed',
    'consumer-failed': 'consumer failed',
    'transaction-committed': 'transaction committed',
    'transaction-aborted': 'transaction aborted',
    'transaction-timed-out': 'transaction timed out',
    'producer-fenced': 'producer fenced',
    'producer-failed': 'producer failed',
    'request-refused': 'request refused',
  },
  sentences: {
    'broker-stopped': (p) => `Broker ${p.broker} ${STOPPED_HOW[String(p.how)] ?? 'stopped'}`,
    'broker-started': (p) => `Broker ${p.broker} ${p.how === 'thaw' ? 'goes on' : 'started'}`,
    'leader-elected': (p) =>
      p.leader === -1
        ? `${partition(p)} is offline: no replica in sync is left to lead it`
        : `Broker ${p.leader} leads ${partition(p)}, leader epoch ${p.leaderEpoch}`,
    'isr-shrunk': (p) => `The ISR of ${partition(p)} shrank to ${p.isr}`,
    'isr-grown': (p) => `The ISR of ${partition(p)} grew to ${p.isr}`,
    rebalance: (p) => `Group ${p.group} rebalances: ${REBALANCE_WHY[String(p.reason)] ?? p.reason}`,
    'group-stable': (p) =>
      `Group ${p.group} is stable in ${p.countedIn} ${p.generation}, with ${p.members === 1 ? '1 member' : `${p.members} members`}`,
    'segment-expired': (p) =>
      `A segment of ${partition(p)} expired: offsets ${p.from} to ${Number(p.to) - 1} are gone (${p.reason})`,
    'log-cleaned': (p) =>
      `${partition(p)} was compacted, from ${p.from} to ${p.to} bytes: of each key the last record stays`,
    'log-truncated': (p) => `Broker ${p.broker} cut its log of ${partition(p)} back to offset ${p.to}`,
    'batch-split': (p) =>
      `A batch of ${records(p.count)} is too large for ${partition(p)}: ${p.producer} sends it in ${p.parts} parts`,
    'send-failed': (p) =>
      `${p.producer} gave up ${records(p.count)} for ${p.partition === -1 ? p.topic : partition(p)}: ${p.error}`,
    'record-lost': (p) => `${records(p.count)} of ${partition(p)} acknowledged, and now lost`,
    'record-redelivered': (p) => `${records(p.count)} of ${partition(p)} delivered again to ${into(p.group)}`,
    'record-out-of-order': (p) =>
      `${records(p.count)} of ${partition(p)} came to ${into(p.group)} after a later record of the same key`,
    'offset-reset': (p) =>
      `${p.consumer} had no valid offset for ${partition(p)}: reset to ${p.to} (auto.offset.reset=${p.policy})`,
    'group-offsets-reset': (p) =>
      `Offsets of group ${p.group} were reset: ${p.moves || 'none'}${p.more ? ` and ${p.more} more` : ''}${p.held ? `; ${p.held} would have left the log` : ''}`,
    'position-truncated': (p) =>
      `The new leader of ${partition(p)} does not have all that ${p.consumer} has read: back from ${p.from} to ${p.to}`,
    'member-removed': (p) =>
      `Group ${p.group} removed ${p.member}: ${REMOVED_WHY[String(p.reason)] ?? p.reason}`,
    'consumer-failed': (p) =>
      `${p.consumer} failed: poll() threw ${p.error}${OTHER_KIND.has(p.error) ? ', as its group has members of another kind' : ''}`,
    'transaction-aborted': (p) =>
      `${p.producer} aborted its transaction of ${records(p.records)}: consumers with read_committed skip them`,
    'transaction-timed-out': (p) =>
      `The coordinator aborts the transaction of ${p.transactionalId}: it is open for longer than transaction.timeout.ms`,
    'producer-fenced': (p) =>
      `${p.producer} is fenced: another producer has ${p.transactionalId} now (${p.error})`,
    'producer-failed': (p) => `${p.producer} can send nothing any more: ${p.error}`,
    'request-refused': (p) =>
      p.api === 'resetOffsets'
        ? `The offsets of group ${p.subject} were not reset: ${NOT_RESET_WHY[String(p.error)] ?? p.message} (${p.error})`
        : `${p.api} for ${p.subject} was refused: ${p.error}${p.message ? `, “${p.message}”` : ''}`,
  },
  actions: {
    addBroker: (p) => `added broker ${p.broker}`,
    stopBroker: (p) => (p.how === 'shutdown' ? `shut down broker ${p.broker}` : `killed broker ${p.broker}`),
    startBroker: (p) => `started broker ${p.broker}`,
    removeBroker: (p) => `removed broker ${p.broker}`,
    freezeBroker: (p) => `froze broker ${p.broker}`,
    thawBroker: (p) => `thawed broker ${p.broker}`,
    setBrokerConfig: (p) => `set ${p.name}=${p.value} on broker ${p.broker}`,
    addTopic: (p) => `added topic ${p.name}`,
    deleteTopic: (p) => `deleted topic ${p.topic}`,
    setPartitions: (p) => `asked for ${p.partitions} partitions of ${p.topic}`,
    setTopicConfig: (p) => `set ${p.name}=${p.value} on topic ${p.topic}`,
    setGroupConfig: (p) => `set ${p.name}=${p.value} on group ${p.group}`,
    deleteRecords: (p) =>
      p.beforeOffset === -1
        ? `asked to delete all committed records of ${partition(p)}`
        : `asked to delete the records of ${partition(p)} before offset ${p.beforeOffset}`,
    resetOffsets: (p) => `asked to reset the offsets of group ${p.group}`,
    reassignPartitions: (p) =>
      p.replicas === ''
        ? `called off the move of ${partition(p)}`
        : `asked to move ${partition(p)} to brokers ${p.replicas}`,
    electPreferredLeaders: () => 'asked for the preferred leaders',
    addProducer: (p) => `added producer ${p.name}`,
    removeProducer: (p) => `removed producer ${p.producer}`,
    pauseProducer: (p) => `paused producer ${p.producer}`,
    resumeProducer: (p) => `resumed producer ${p.producer}`,
    killProducer: (p) => `killed producer ${p.producer}`,
    startProducer: (p) => `started producer ${p.producer}`,
    setWorkload: (p) => `changed the load of ${p.producer}`,
    setTransactions: (p) => `changed the transactions of ${p.producer}`,
    setProducerConfig: (p) => `set ${p.name}=${p.value} on ${p.producer}`,
    produce: (p) => (p.key ? `sent a record with key ${p.key}` : 'sent a record without a key'),
    addConsumer: (p) => `added ${p.name}${p.group ? ` to group ${p.group}` : ''}`,
    moveConsumer: (p) => `moved ${p.consumer} to ${into(p.group)}`,
    closeConsumer: (p) => `closed ${p.consumer}`,
    killConsumer: (p) => `killed ${p.consumer}`,
    startConsumer: (p) => `started ${p.consumer}`,
    removeConsumer: (p) => `removed ${p.consumer}`,
    freezeConsumer: (p) => `froze ${p.consumer}`,
    thawConsumer: (p) => `thawed ${p.consumer}`,
    setProcessing: (p) => `set ${p.consumer}’s time for a record to ${p.processingMs} ms`,
    setConsumerConfig: (p) => `set ${p.name}=${p.value} on ${p.consumer}`,
    cutLink: (p) => `cut the link between ${node(p.a)} and ${node(p.b)}`,
    healLink: (p) => `healed the link between ${node(p.a)} and ${node(p.b)}`,
    setLink: (p) => `changed the link between ${node(p.a)} and ${node(p.b)}`,
  },
  by: {
    you: (what) => `You ${what}`,
    script: (what) => `The script ${what}`,
    cluster: (what) => what,
  },
  andMore: (count) => `and ${count} more`,
};
