import type { DescribedMessages } from './described-messages.ts';

const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const blocked = { metadata: 'blocked: no metadata', buffer: 'blocked: buffer full' };

const PHASES = {
  initializing: 'waiting for its producer id',
  ready: 'no transaction open',
  open: 'transaction open',
  committing: 'committing',
  aborting: 'aborting',
  fenced: 'fenced',
  failed: 'failed for good',
};

const inTransaction = ({
  phase,
  records,
}: {
  readonly phase: keyof typeof PHASES;
  readonly records: number;
}) => (phase === 'open' ? `${PHASES.open} with ${many(records, 'record')}` : PHASES[phase]);

const moving = (adding: readonly number[], removing: readonly number[]): string => {
  const what = [
    ...(adding.length > 0 ? [`adding ${adding.join(', ')}`] : []),
    ...(removing.length > 0 ? [`removing ${removing.join(', ')}`] : []),
  ];
  return what.length > 0 ? `, being moved: ${what.join(', ')}` : '';
};

export const described: DescribedMessages = {
  title: 'The state of the cluster in words',
  intro: 'As of the moment shown; it is brought up to date when you come here and while time is paused.',
  now: (moment) => `Simulated time ${moment}.`,
  brokers: 'Brokers',
  topics: 'Topics',
  producers: 'Producers',
  groups: 'Consumer groups',
  others: 'Consumers outside groups',
  nothing: 'none',
  broker: ({ id, state, leads, follows, coordinates }) =>
    `Broker ${id} is ${state}: it leads ${many(leads, 'partition')} and follows ${follows}${coordinates.length > 0 ? `, and coordinates ${coordinates.join(', ')}` : ''}.`,
  topic: ({ name, partitions, replicationFactor }) =>
    `Topic ${name}: ${many(partitions, 'partition')}, replication factor ${replicationFactor}.`,
  partition: ({
    name,
    leader,
    isr,
    replicas,
    adding,
    removing,
    logStart,
    lastStable,
    highWatermark,
    logEnd,
  }) =>
    `${name}: ${leader < 0 ? 'no leader' : `leader broker ${leader}`}, ISR ${isr.join(', ') || 'empty'} of replicas ${replicas.join(', ')}${moving(adding, removing)}; offsets ${logStart} to ${logEnd}, high watermark ${highWatermark}${lastStable < highWatermark ? `, last stable offset ${lastStable}: an undecided transaction begins there` : ''}.`,
  producer: ({ name, topic, perSecond, acks, keyed, state, paused, blockedOn, transaction }) =>
    `${name} writes to ${topic}: ${state ?? (blockedOn ? blocked[blockedOn] : paused ? 'paused' : `${many(perSecond, 'record')} a second`)}, acks=${acks}, ${keyed ? 'with keys' : 'without keys'}${transaction ? `; transactional id ${transaction.id}, ${inTransaction(transaction)}` : ''}.`,
  group: ({ id, isShare, readCommitted, state, phase, generation, countedIn, assignor, members, lag }) =>
    `${isShare ? 'Share group' : 'Group'} ${id}: ${state}, ${phase}; ${countedIn} ${generation}, assignor ${assignor || 'none'}, ${many(members, 'member')}, lag ${lag}${readCommitted ? ', reads committed records only' : ''}.`,
  member: ({ name, owned, idle, perSecond }) =>
    owned.length > 0
      ? `${name} owns ${owned.join(', ')}, reads ${many(perSecond, 'record')} a second${idle ? `; ${idle}` : ''}.`
      : `${name} owns no partition${idle ? `: ${idle}` : ''}.`,
};
