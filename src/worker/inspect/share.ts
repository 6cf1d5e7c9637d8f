/** What share groups add to the inspector: what is in flight, and who has it. */
import { sharePartitionsOf } from '../../sim/groups.ts';
import { imageOf } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Explanation, Fact } from '../../view/inspection.ts';
import { because, fact } from './lines.ts';

type SharePartitions = ReturnType<typeof sharePartitionsOf>;

function ofGroup({ cluster }: Simulation, group: string): SharePartitions {
  return sharePartitionsOf(cluster).filter(({ groupId }) => groupId === group);
}

function acquiredIn(partitions: SharePartitions): number {
  let count = 0;
  for (const { acquired } of partitions) for (const records of acquired.values()) count += records;
  return count;
}

export function shareGroupFacts(simulation: Simulation, group: string): Fact[] {
  const partitions = ofGroup(simulation, group);
  return [
    fact('acquired', acquiredIn(partitions)),
    fact(
      'available-again',
      partitions.reduce((count, { available }) => count + available, 0),
    ),
    fact('most-deliveries', Math.max(0, ...partitions.map(({ mostDeliveries }) => mostDeliveries))),
  ];
}

export function shareGroupExplanation(simulation: Simulation, group: string, lag: number): Explanation {
  return because('group-in-flight', { lag, acquired: acquiredIn(ofGroup(simulation, group)) });
}

/** Where each share group is in a partition: `workers 65`. */
export function sharePartitionFacts({ cluster }: Simulation, topic: string, partition: number): Fact[] {
  const topicId = imageOf(cluster).topicIds.get(topic);
  const here = sharePartitionsOf(cluster).filter(
    (each) => each.topicId === topicId && each.partition === partition,
  );
  if (here.length === 0) return [];
  const each = (value: (of: SharePartitions[number]) => number) =>
    here.map((of) => `${of.groupId} ${value(of)}`).join(', ');
  return [
    fact(
      'share-start-offset',
      each(({ startOffset }) => startOffset),
    ),
    fact(
      'share-end-offset',
      each(({ endOffset }) => endOffset),
    ),
    fact(
      'acquired',
      each((of) => acquiredIn([of])),
    ),
    fact(
      'most-deliveries',
      each(({ mostDeliveries }) => mostDeliveries),
    ),
  ];
}

/** How many records a member has at work, as the leaders know it. */
export function acquiredByMember(simulation: Simulation, group: string, memberId: string): number {
  return ofGroup(simulation, group).reduce((count, { acquired }) => count + (acquired.get(memberId) ?? 0), 0);
}
