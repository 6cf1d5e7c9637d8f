/**
 * The cluster's state in words: a pure function of its structure and numbers, for those who read it rather than
 * see it. Sections of sentences, each about one thing.
 */
import type { MoreMessages } from '../../i18n/more-messages.ts';
import { NOT_SUBSCRIBED, NOTHING_COMMITTED, type RowsFrame } from '../../view/frame.ts';
import { readableEnd } from '../../view/readable-end.ts';
import type { ConsumerCard, GroupCard, Structure } from '../../view/structure.ts';

export interface DescribedSection {
  readonly heading: string;
  readonly sentences: readonly string[];
}

type Words = Pick<MoreMessages, 'described' | 'states'>;
/** The numbers of a frame that the description needs. */
export type Numbers = Pick<RowsFrame, 'logStart' | 'lastStable' | 'highWatermark' | 'logEnd' | 'committed'>;

export function describeState(structure: Structure, numbers: Numbers, words: Words): DescribedSection[] {
  const { described } = words;
  const loners = structure.consumers.filter(({ group }) => group === null);
  return [
    { heading: described.topics, sentences: topics(structure, numbers, words) },
    { heading: described.groups, sentences: groups(structure, numbers, words) },
    ...(loners.length > 0
      ? [
          {
            heading: described.others,
            sentences: loners.map((consumer) => member(consumer, structure, words)),
          },
        ]
      : []),
    { heading: described.producers, sentences: producers(structure, words) },
    { heading: described.brokers, sentences: brokers(structure, words) },
  ];
}

function topics({ topics, rows }: Structure, numbers: Numbers, { described }: Words): string[] {
  return topics.flatMap(({ name, partitions, replicationFactor, firstRow }) => [
    described.topic({ name, partitions, replicationFactor }),
    ...rows
      .slice(firstRow, firstRow + partitions)
      .map(({ partition, leader, isr, replicas, adding, removing }, index) =>
        described.partition({
          name: `${name}-${partition}`,
          leader,
          isr,
          replicas,
          adding,
          removing,
          logStart: numbers.logStart[firstRow + index] ?? 0,
          highWatermark: numbers.highWatermark[firstRow + index] ?? 0,
          lastStable: numbers.lastStable[firstRow + index] ?? 0,
          logEnd: numbers.logEnd[firstRow + index] ?? 0,
        }),
      ),
  ]);
}

function groups(structure: Structure, numbers: Numbers, words: Words): string[] {
  const { described, states } = words;
  return structure.groups.flatMap((group, index) => [
    described.group({
      ...group,
      phase: states.phase[group.phase],
      members: group.memberCount,
      lag: lagOf(group, index, numbers),
    }),
    ...group.members.flatMap((at) => {
      const consumer = structure.consumers[at];
      return consumer ? [member(consumer, structure, words)] : [];
    }),
  ]);
}

/** From what is committed to what the group may read, over its partitions; from the log's start where nothing is. */
export function lagOf(group: Pick<GroupCard, 'readCommitted'>, index: number, numbers: Numbers): number {
  const { committed, logStart } = numbers;
  const ends = numbers[readableEnd(group)];
  let lag = 0;
  for (let row = 0; row < ends.length; row++) {
    const offset = committed[index * ends.length + row] ?? NOT_SUBSCRIBED;
    if (offset === NOT_SUBSCRIBED) continue;
    const from = offset === NOTHING_COMMITTED ? (logStart[row] ?? 0) : offset;
    lag += Math.max(0, (ends[row] ?? 0) - from);
  }
  return lag;
}

function member(
  { name, owned, idle, recordsPerSecond }: ConsumerCard,
  { rows, topics }: Structure,
  { described, states }: Words,
): string {
  const nameOf = (row: number): string => {
    const info = rows[row];
    return info ? `${topics[info.topic]?.name}-${info.partition}` : '';
  };
  return described.member({
    name,
    owned: owned.map(nameOf),
    idle: idle && states.idle[idle],
    perSecond: recordsPerSecond,
  });
}

function producers({ producers }: Structure, { described, states }: Words): string[] {
  return producers.map(
    ({ name, topic, recordsPerSecond, acks, keys, state, paused, blockedOn, transaction }) =>
      described.producer({
        name,
        topic,
        perSecond: recordsPerSecond,
        acks,
        keyed: keys === 'keyed',
        state: state === 'running' ? null : states.client[state],
        paused,
        blockedOn,
        transaction,
      }),
  );
}

function brokers({ brokers }: Structure, { described, states }: Words): string[] {
  return brokers.map(({ id, state, leaderCount, replicaCount, coordinates }) =>
    described.broker({
      id,
      state: states.broker[state],
      leads: leaderCount,
      follows: replicaCount - leaderCount,
      coordinates,
    }),
  );
}
