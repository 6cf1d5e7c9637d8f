/** A controller for tests, with brokers that register and send heartbeats by function calls. */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import { BROKER_CONFIGS, type BrokerConfig } from '../../protocol/config/broker-config.ts';
import { withDefaults } from '../../protocol/config/config-def.ts';
import type { BrokerHeartbeatRequest } from '../../protocol/messages/63-broker-heartbeat.ts';
import { createCluster } from '../cluster.ts';
import type { Ctx } from '../ctx.ts';
import { alterPartition } from './alter-partition.ts';
import { processBrokerHeartbeat, registerBroker } from './cluster-control-manager.ts';
import { beginController, type ControllerNode, controllerBehaviour, createController } from './controller.ts';
import { commit } from './controller-result.ts';
import { createTopics } from './create-topics.ts';
import { type PartitionRegistration, topicByName } from './metadata-image.ts';

export interface SampleController {
  readonly controller: ControllerNode;
  /** The present moment; notes pile up in it. */
  ctx: Ctx;
}

export function sampleController(configs: Partial<BrokerConfig> = {}): SampleController {
  const cluster = createCluster(1, 1_700_000_000_000);
  const controller = createController(withDefaults(BROKER_CONFIGS, configs));
  controller.process = 'running';
  cluster.nodes.set(controller.id, controller);
  const ctx: Ctx = { cluster, nowUs: 0, event: 1, notes: [], sends: [] };
  beginController(ctx, controller);
  return { controller, ctx };
}

export function codesOf({ ctx }: SampleController): string[] {
  return ctx.notes.map(({ code }) => code);
}

/** Lets time pass; timers of the controller that come due fire in order, when they come due. */
export function passTime(sample: SampleController, ms: number): void {
  const { controller } = sample;
  const untilUs = sample.ctx.nowUs + ms * MICROS_PER_MS;
  const { queue } = sample.ctx.cluster;
  for (;;) {
    const items = queue.heap.filter((item) => item.kind === 'timer' && item.dueUs <= untilUs);
    const next = items.sort((a, b) => a.dueUs - b.dueUs || a.seq - b.seq)[0];
    if (next?.kind !== 'timer') break;
    queue.heap = queue.heap.filter((item) => item !== next);
    const timer = controllerBehaviour.timers[next.timer]!;
    if (timer.due(controller, next.key) !== next.dueUs) continue;
    sample.ctx = { ...sample.ctx, nowUs: next.dueUs };
    timer.fire(sample.ctx, controller, next.key);
  }
  sample.ctx = { ...sample.ctx, nowUs: untilUs };
}

/** A process of the broker registers. `previousBrokerEpoch`: that of its last process, if it stopped cleanly. */
export function register(
  { controller, ctx }: SampleController,
  brokerId: number,
  incarnationId: string,
  previousBrokerEpoch = -1,
  rack: string | null = null,
) {
  const request = { brokerId, clusterId: '', incarnationId, listeners: [], rack, previousBrokerEpoch };
  return registerBroker(ctx, controller, request);
}

/** A heartbeat of a broker that has read all of the metadata log. */
export function heartbeat(
  { controller, ctx }: SampleController,
  brokerId: number,
  special: Partial<BrokerHeartbeatRequest> = {},
) {
  return processBrokerHeartbeat(ctx, controller, {
    brokerId,
    brokerEpoch: controller.image.brokers.get(brokerId)!.epoch,
    currentMetadataOffset: controller.log.endOffset - 1,
    wantFence: false,
    wantShutDown: false,
    ...special,
  });
}

/** Brokers register and are unfenced. */
export function startBrokers(sample: SampleController, ...brokerIds: number[]): void {
  for (const brokerId of brokerIds) {
    register(sample, brokerId, `process of ${brokerId}`);
    heartbeat(sample, brokerId);
  }
}

/** The broker's session runs out while others go on sending heartbeats. */
export function crash(sample: SampleController, brokerId: number): void {
  const others = [...sample.controller.image.brokers.values()].filter(
    (broker) => broker.brokerId !== brokerId && !broker.fenced,
  );
  for (let second = 0; second < 10; second++) {
    passTime(sample, 1000);
    for (const other of others) heartbeat(sample, other.brokerId);
  }
}

/** The broker comes back after a crash: another process, and nothing says that the last one stopped cleanly. */
export function comeBack(sample: SampleController, brokerId: number): void {
  register(sample, brokerId, `next process of ${brokerId}, ${sample.ctx.nowUs}`);
  heartbeat(sample, brokerId);
}

/** A controlled shutdown from the first heartbeat that asks for it to the end. */
export function stopInOrder(sample: SampleController, brokerId: number): number {
  const { epoch } = sample.controller.image.brokers.get(brokerId)!;
  for (let round = 0; round < 3; round++) {
    if (heartbeat(sample, brokerId, { wantShutDown: true }).shouldShutDown) break;
    for (const broker of sample.controller.image.brokers.values())
      if (broker.brokerId !== brokerId && !broker.fenced) heartbeat(sample, broker.brokerId);
  }
  return epoch;
}

/** A topic `orders` of one partition with its replicas given by hand. */
export function createOrders(
  { controller, ctx }: SampleController,
  replicas: readonly number[],
  configs: Readonly<Record<string, string>> = {},
): void {
  const topic = {
    name: 'orders',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: [{ partitionIndex: 0, brokerIds: replicas }],
    configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  commit(
    ctx,
    controller,
    createTopics(ctx, controller, { topics: [topic], timeoutMs: 0, validateOnly: false }),
  );
}

export function ordersPartition({ controller }: SampleController): PartitionRegistration {
  return topicByName(controller.image, 'orders')!.partitions[0]!;
}

/** The leader of `orders` asks for another ISR. */
export function askForIsr(sample: SampleController, isr: readonly number[]) {
  const { controller, ctx } = sample;
  const { leader, leaderEpoch, partitionEpoch } = ordersPartition(sample);
  const result = alterPartition(controller, {
    brokerId: leader,
    brokerEpoch: controller.image.brokers.get(leader)!.epoch,
    topics: [
      {
        topicId: controller.image.topicIds.get('orders')!,
        partitions: [
          {
            partitionIndex: 0,
            leaderEpoch,
            newIsrWithEpochs: isr.map((brokerId) => ({ brokerId, brokerEpoch: -1 })),
            leaderRecoveryState: 0,
            partitionEpoch,
          },
        ],
      },
    ],
  });
  return commit(ctx, controller, result).topics[0]!.partitions[0]!;
}
