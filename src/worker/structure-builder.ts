/** What there is in the run, as the page draws it: built often, sent when it differs from the last one. */
import type { BrokerNode } from '../engine/broker/broker.ts';
import { describeConsumer } from '../engine/client/describe-consumer.ts';
import { isIdempotent } from '../engine/client/idempotence.ts';
import { topicConfigOf } from '../engine/controller/effective-config.ts';
import type { TopicImage } from '../engine/controller/metadata-image.ts';
import { isCompacted, isDeleted } from '../engine/log/log-config.ts';
import type { Node } from '../engine/node.ts';
import { transactions } from '../engine/transaction/transactions.ts';
import { isOnBench } from '../sim/consumer-commands.ts';
import { type GroupAtCoordinator, groupsOf } from '../sim/groups.ts';
import { brokersOf, controllerOf, imageOf } from '../sim/leaders.ts';
import { findConsumer, findProducer } from '../sim/named.ts';
import type { Simulation } from '../sim/simulation.ts';
import { isReadCommitted, topicsMatching } from '../sim/subscriptions.ts';
import type { IdleReason } from '../view/codes.ts';
import type {
  BrokerCard,
  BrokerState,
  ClientState,
  ConsumerCard,
  GroupCard,
  ProducerCard,
  RowInfo,
  Structure,
  TopicCard,
} from '../view/structure.ts';
import { phaseOf } from './group-phase.ts';
import { type Rates, recordsPerSecond } from './rates.ts';

/** More replicas than these are told by their number. */
const MOST_REPLICA_CHIPS = 120;

export function buildStructure(simulation: Simulation, rates: Rates, before: Structure | null): Structure {
  const { cluster } = simulation;
  const topicImages = visibleTopics(simulation, before);
  const topics = topicCards(simulation, topicImages);
  const rows = topicImages.flatMap((image, topic) => rowsOf(simulation, image, topic));
  const rowIndex = (topic: string, partition: number): number => {
    const card = topics.find(({ name }) => name === topic);
    return card && partition < card.partitions ? card.firstRow + partition : -1;
  };
  const groups = groupsOf(cluster);
  const consumers = [...simulation.consumers.keys()].map((name) =>
    consumerCard(simulation, rates, name, rowIndex, groups),
  );
  return {
    version: (before?.version ?? 0) + 1,
    brokers: brokersOf(cluster).map((broker) => brokerCard(simulation, broker, rows, groups)),
    topics,
    rows,
    producers: producerCards(simulation, rates),
    groups: groupCards(simulation, groups, consumers, topics, before),
    consumers,
    keys: cluster.keys.text.slice(0, MOST_KEYS),
    cutLinks: [...cluster.network.links].filter(([, link]) => link.cut).map(([key]) => ends(key)),
  };
}

const MOST_KEYS = 2000;

function ends(link: string): { a: string; b: string } {
  const [a = '', b = ''] = link.split('|');
  return { a, b };
}

/** Whether two structures show the same: their versions aside. */
export function sameStructure(a: Structure, b: Structure): boolean {
  return JSON.stringify({ ...a, version: 0 }) === JSON.stringify({ ...b, version: 0 });
}

/** In the order in which they came to be. What Kafka keeps for itself is not in the picture. */
function visibleTopics({ cluster, run }: Simulation, before: Structure | null): TopicImage[] {
  const order = [
    ...run.scenario.topics.map(({ name }) => name),
    ...(before?.topics ?? []).map(({ name }) => name),
  ];
  const place = (name: string): number => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return [...imageOf(cluster).topics.values()]
    .filter(({ name }) => !name.startsWith('__'))
    .sort((a, b) => place(a.name) - place(b.name));
}

function topicCards({ cluster }: Simulation, images: readonly TopicImage[]): TopicCard[] {
  const controller = controllerOf(cluster);
  let firstRow = 0;
  return images.map((image) => {
    const configs = topicConfigOf(controller.image, controller.configs, image.name);
    const card = {
      name: image.name,
      firstRow,
      partitions: image.partitions.length,
      replicationFactor: image.partitions[0]?.replicas.length ?? 0,
      retentionMs: isDeleted(configs) ? configs['retention.ms'] : -1,
      compacted: isCompacted(configs),
    };
    firstRow += image.partitions.length;
    return card;
  });
}

function rowsOf({ cluster }: Simulation, image: TopicImage, topic: number): RowInfo[] {
  const controller = controllerOf(cluster);
  const minInsyncReplicas = topicConfigOf(controller.image, controller.configs, image.name)[
    'min.insync.replicas'
  ];
  return image.partitions.map(
    ({ leader, leaderEpoch, replicas, addingReplicas = [], removingReplicas = [], isr }, partition) => ({
      topic,
      partition,
      leader,
      leaderEpoch,
      replicas,
      adding: addingReplicas,
      removing: removingReplicas,
      isr,
      minInsyncReplicas,
    }),
  );
}

function brokerCard(
  simulation: Simulation,
  broker: BrokerNode,
  rows: readonly RowInfo[],
  groups: readonly GroupAtCoordinator[],
): BrokerCard {
  const replicas: BrokerCard['replicas'][number][] = [];
  rows.forEach(({ replicas: on, leader, isr }, row) => {
    if (!on.includes(broker.brokerId)) return;
    replicas.push({ row, leader: leader === broker.brokerId, inSync: isr.includes(broker.brokerId) });
  });
  return {
    id: broker.brokerId,
    state: brokerState(simulation, broker),
    replicas: replicas.length > MOST_REPLICA_CHIPS ? [] : replicas,
    leaderCount: replicas.filter(({ leader }) => leader).length,
    replicaCount: replicas.length,
    coordinates: groups
      .filter(({ coordinator }) => coordinator === broker.brokerId)
      .map(({ group }) => group.groupId),
  };
}

function brokerState({ cluster }: Simulation, broker: BrokerNode): BrokerState {
  if (broker.process !== 'running') return broker.process;
  const registration = imageOf(cluster).brokers.get(broker.brokerId);
  if (registration?.inControlledShutdown) return 'shutting-down';
  if (!registration || registration.epoch !== broker.lifecycle.brokerEpoch) return 'starting';
  return registration.fenced ? 'fenced' : 'running';
}

function clientState(node: Node | undefined): ClientState {
  return node?.process ?? 'stopped';
}

function producerCards(simulation: Simulation, rates: Rates): ProducerCard[] {
  const cards: ProducerCard[] = [];
  for (const stream of simulation.applications.streams) {
    const producer = findProducer(simulation.cluster, stream.producer);
    if (!producer) continue;
    const transaction = producer.transactionManager?.transaction;
    const { spec, halts } = stream.workload;
    cards.push({
      name: stream.producer,
      topic: stream.topic,
      state: clientState(producer),
      paused: halts.includes('paused'),
      blockedOn: producer.accumulator.blocked.on,
      acks: producer.configs.acks === '-1' ? 'all' : producer.configs.acks,
      idempotent: isIdempotent(producer),
      transaction: transaction ? transactions.rules().describeTransaction(transaction) : null,
      keys: (spec.type === 'data' ? spec.keyColumn !== null : spec.type !== 'manual' && spec.keys !== null)
        ? 'keyed'
        : 'none',
      source:
        spec.type === 'data' ? ('dataset' in spec.source ? spec.source.dataset : spec.source.file) : null,
      forwards: simulation.consumers.get(producer.forwardsFrom ?? '') ?? null,
      recordsPerSecond: recordsPerSecond(rates, stream.producer, simulation.cluster.nowUs),
    });
  }
  return cards;
}

function consumerCard(
  simulation: Simulation,
  rates: Rates,
  name: string,
  rowIndex: (topic: string, partition: number) => number,
  groups: readonly GroupAtCoordinator[],
): ConsumerCard {
  const plan = simulation.consumers.get(name)!;
  const node = findConsumer(simulation.cluster, name);
  const described = node ? describeConsumer(node) : null;
  const running = node !== undefined && node.process !== 'stopped';
  const partitions = running ? (described?.partitions ?? []) : [];
  return {
    name,
    group: plan.group,
    state: isOnBench(plan) ? 'stopped' : clientState(node),
    membership: running && described ? membershipOf(described.state) : 'none',
    owned: partitions.map(({ topic, partition }) => rowIndex(topic, partition)).filter((row) => row >= 0),
    revoking: partitions
      .filter(({ pendingRevocation }) => pendingRevocation)
      .map(({ topic, partition }) => rowIndex(topic, partition))
      .filter((row) => row >= 0),
    idle: idleReason(plan, node, described, groups),
    recordsPerSecond: recordsPerSecond(rates, name, simulation.cluster.nowUs),
    processingMs: plan.processingMs,
    byHand: plan.assign !== undefined,
  };
}

function membershipOf(state: ReturnType<typeof describeConsumer>['state']): ConsumerCard['membership'] {
  switch (state) {
    case 'finding-coordinator':
    case 'joining':
    case 'syncing':
    case 'leaving':
    case 'stable':
      return state;
    case 'unjoined':
    case 'rejoining':
      return 'joining';
    case 'closing':
      return 'leaving';
    default:
      return 'none';
  }
}

function idleReason(
  plan: Parameters<typeof isOnBench>[0],
  node: ReturnType<typeof findConsumer>,
  described: ReturnType<typeof describeConsumer> | null,
  groups: readonly GroupAtCoordinator[],
): IdleReason | null {
  if (isOnBench(plan)) return 'bench';
  if (!node || node.process === 'stopped') return 'stopped';
  if (node.process === 'frozen') return 'frozen';
  switch (described?.idle) {
    case 'no-partition':
      return isToHaveSome(groups, described.memberId) ? 'on-the-way' : 'no-partition';
    case 'waiting-for-rebalance':
      return 'rebalancing';
    case 'no-topic':
      return 'no-topic';
    case 'no-data':
      return 'caught-up';
    default:
      return null;
  }
}

/** Of a consumer group that reconciles: what a member is to have, others have still to give up. */
function isToHaveSome(groups: readonly GroupAtCoordinator[], id: string): boolean {
  return groups.some(({ group }) =>
    group.members.some(({ memberId, reconciliation }) => memberId === id && reconciliation?.target.length),
  );
}

/** What a consumer reads in its group, whether by name or by a pattern. */
function topicsOf({ cluster, consumers }: Simulation, name: string): readonly string[] {
  const { topics, pattern } = consumers.get(name)!;
  return pattern === undefined ? topics : topicsMatching(cluster, pattern);
}

function groupCards(
  simulation: Simulation,
  groups: readonly GroupAtCoordinator[],
  consumers: readonly ConsumerCard[],
  topics: readonly TopicCard[],
  before: Structure | null,
): GroupCard[] {
  const known = new Map(groups.map((at) => [at.group.groupId, at]));
  return groupIds(simulation, before, known).map((id, index): GroupCard => {
    const at = known.get(id);
    const members = consumers.flatMap((consumer, index) => (consumer.group === id ? [index] : []));
    const reads = new Set(members.flatMap((index) => topicsOf(simulation, consumers[index]!.name)));
    const type = at?.group.type ?? plannedType(simulation, consumers, members);
    const assignor = at?.group.protocol || firstAssignor(simulation, consumers, members);
    return {
      id,
      hue: index % 4,
      isShare: type === 'share',
      readCommitted: isReadCommitted(simulation.cluster, id),
      state: at?.group.state ?? 'Empty',
      phase: phaseOf(simulation, at),
      generation: at?.group.generation ?? 0,
      countedIn: type === 'classic' ? 'generation' : 'epoch',
      assignor,
      mode: assignor === 'cooperative-sticky' || type !== 'classic' ? 'cooperative' : 'eager',
      coordinator: at?.coordinator ?? -1,
      members,
      memberCount: at?.group.members.length ?? 0,
      topics: topics.flatMap(({ name }, index) => (reads.has(name) ? [index] : [])),
    };
  });
}

/** Groups that have been seen keep their places; one without members and offsets is no longer shown. */
function groupIds(
  simulation: Simulation,
  before: Structure | null,
  known: ReadonlyMap<string, GroupAtCoordinator>,
): string[] {
  const planned = new Set<string>();
  for (const { group } of simulation.consumers.values()) if (group !== null) planned.add(group);
  const ids = (before?.groups ?? []).map(({ id }) => id).filter((id) => planned.has(id) || known.has(id));
  for (const id of [...planned, ...known.keys()]) if (!ids.includes(id)) ids.push(id);
  return ids;
}

/** Of a group that no coordinator knows of yet. */
function plannedType(
  simulation: Simulation,
  consumers: readonly ConsumerCard[],
  members: readonly number[],
): 'share' | 'classic' {
  const isSharing = (member: number) => simulation.consumers.get(consumers[member]!.name)?.share;
  return members.some(isSharing) ? 'share' : 'classic';
}

function firstAssignor(
  simulation: Simulation,
  consumers: readonly ConsumerCard[],
  members: readonly number[],
): string {
  const first =
    members[0] === undefined ? undefined : findConsumer(simulation.cluster, consumers[members[0]]!.name);
  return first?.configs['partition.assignment.strategy'][0] ?? 'range';
}
