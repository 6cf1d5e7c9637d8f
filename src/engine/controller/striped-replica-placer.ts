/**
 * Where the replicas of new partitions go: round the racks, and round the brokers of each rack, beginning at
 * random places and moving on by one with each partition, so that leaders and followers are spread evenly.
 * Fenced brokers come last and never lead. After Kafka's StripedReplicaPlacer.
 */

import { type Ctx, draw } from '../ctx.ts';
import type { NodeBase } from '../node.ts';

export interface UsableBroker {
  readonly brokerId: number;
  readonly rack: string | null;
  readonly fenced: boolean;
}

/** Brokers of one rack that are alike, and how far a round through them has come. */
interface BrokerList {
  readonly brokers: number[];
  /** Taken in the present round. */
  taken: number;
  /** Where a round begins; one further in each round. */
  offset: number;
  /** The round that `taken` counts. */
  round: number;
}

interface Rack {
  readonly name: string | null;
  readonly unfenced: BrokerList;
  readonly fenced: BrokerList;
}

interface RackList {
  racks: Rack[];
  /** The rack that the next partition begins with. */
  offset: number;
  /** A round places one partition. */
  round: number;
  readonly unfencedBrokers: number;
}

/** Replicas for each of `numPartitions`; or why that many replicas can't be had, in Kafka's words. */
export function placeReplicas(
  ctx: Ctx,
  node: Pick<NodeBase, 'id' | 'draws'>,
  brokers: readonly UsableBroker[],
  numPartitions: number,
  replicationFactor: number,
): { readonly assignments: readonly (readonly number[])[] } | { readonly refused: string } {
  const list = createRackList(ctx, node, brokers);
  if (list.unfencedBrokers === 0) return { refused: 'All brokers are currently fenced.' };
  if (replicationFactor > brokers.length) {
    return {
      refused:
        `The target replication factor of ${replicationFactor} cannot be reached because only ` +
        `${brokers.length} broker(s) are registered.`,
    };
  }
  return {
    assignments: Array.from({ length: numPartitions }, () => placeOne(ctx, node, list, replicationFactor)),
  };
}

function createRackList(
  ctx: Ctx,
  node: Pick<NodeBase, 'id' | 'draws'>,
  brokers: readonly UsableBroker[],
): RackList {
  const byName = new Map<string | null, UsableBroker[]>();
  for (const broker of brokers) byName.set(broker.rack, [...(byName.get(broker.rack) ?? []), broker]);
  const racks = [...byName].map(([name, members]) => ({
    name,
    fenced: createBrokerList(
      ctx,
      node,
      members.filter(({ fenced }) => fenced),
    ),
    unfenced: createBrokerList(
      ctx,
      node,
      members.filter(({ fenced }) => !fenced),
    ),
  }));
  racks.sort((a, b) => compareRackNames(a.name, b.name));
  return {
    racks,
    offset: racks.length > 0 ? draw(ctx, node, racks.length) : 0,
    round: 0,
    unfencedBrokers: brokers.filter(({ fenced }) => !fenced).length,
  };
}

/** By code unit; brokers without a rack form one that comes first. */
function compareRackNames(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

function createBrokerList(
  ctx: Ctx,
  node: Pick<NodeBase, 'id' | 'draws'>,
  members: readonly UsableBroker[],
): BrokerList {
  const brokers = members.map(({ brokerId }) => brokerId).sort((a, b) => a - b);
  return { brokers, taken: 0, offset: brokers.length > 0 ? draw(ctx, node, brokers.length) : 0, round: 0 };
}

function placeOne(
  ctx: Ctx,
  node: Pick<NodeBase, 'id' | 'draws'>,
  list: RackList,
  replicationFactor: number,
): number[] {
  // After as many partitions as there are brokers the pattern would repeat: shuffle instead.
  if (list.round === list.unfencedBrokers && list.unfencedBrokers > 1) {
    shuffleAll(ctx, node, list);
    list.round = 0;
  }
  const { racks } = list;
  if (list.offset === racks.length) list.offset = 0;
  const replicas: number[] = [];
  let leaderRack = list.offset;
  for (;;) {
    const leader = next(racks[leaderRack]!.unfenced, list.round);
    if (leader >= 0) {
      replicas.push(leader);
      break;
    }
    leaderRack = (leaderRack + 1) % racks.length;
  }
  placeFollowers(list, leaderRack, replicationFactor, replicas);
  list.round++;
  list.offset++;
  return replicas;
}

function placeFollowers(
  list: RackList,
  leaderRack: number,
  replicationFactor: number,
  replicas: number[],
): void {
  const { racks } = list;
  let rack = list.offset;
  // The leader's rack is passed over once: it has given a replica already.
  let passOver = leaderRack;
  while (replicas.length < replicationFactor) {
    if (rack === passOver) {
      passOver = -1;
    } else {
      const { unfenced, fenced } = racks[rack]!;
      const fromUnfenced = next(unfenced, list.round);
      const replica = fromUnfenced >= 0 ? fromUnfenced : next(fenced, list.round);
      if (replica >= 0) replicas.push(replica);
    }
    rack = (rack + 1) % racks.length;
  }
}

/** The next broker of the list in this round, -1 when it is through. */
function next(list: BrokerList, round: number): number {
  const { brokers } = list;
  if (brokers.length === 0) return -1;
  if (list.round !== round) {
    list.round = round;
    list.taken = 0;
    list.offset = (list.offset + 1) % brokers.length;
  }
  if (list.taken >= brokers.length) return -1;
  return brokers[(list.taken++ + list.offset) % brokers.length]!;
}

function shuffleAll(ctx: Ctx, node: Pick<NodeBase, 'id' | 'draws'>, list: RackList): void {
  shuffle(ctx, node, list.racks);
  for (const { fenced, unfenced } of list.racks) {
    shuffle(ctx, node, fenced.brokers);
    shuffle(ctx, node, unfenced.brokers);
  }
}

function shuffle<Item>(ctx: Ctx, node: Pick<NodeBase, 'id' | 'draws'>, items: Item[]): void {
  for (let i = items.length; i > 1; i--) {
    const j = draw(ctx, node, i);
    const item = items[i - 1]!;
    items[i - 1] = items[j]!;
    items[j] = item;
  }
}
