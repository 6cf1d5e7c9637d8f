/**
 * The controller: brokers register with it and send it heartbeats; it places replicas, elects leaders and
 * writes every decision into the metadata log, which brokers follow. After Kafka's QuorumController, alone in
 * its quorum: it never stops here, and what it appends is committed at once.
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { BrokerConfig } from '../../protocol/config/broker-config.ts';
import { RESOURCE_BROKER } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Ctx } from '../ctx.ts';
import { createNetworkClient } from '../network/network-client.ts';
import { CONTROLLER_ID, CONTROLLER_NODE, type NodeBase } from '../node.ts';
import type { BrokerHeartbeatState } from './broker-heartbeat-manager.ts';
import { brokerSessionTimers } from './broker-sessions.ts';
import { handleControllerRequest } from './controller-apis.ts';
import { commit } from './controller-result.ts';
import { createMetadataImage, type MetadataImage } from './metadata-image.ts';
import {
  createMetadataLog,
  type MetadataLog,
  metadataLogTimers,
  type ParkedFetches,
} from './metadata-log.ts';
import { periodicTaskTimers, startPeriodicTasks } from './periodic-tasks.ts';

export interface ControllerNode extends NodeBase {
  readonly kind: 'controller';
  readonly controllerId: number;
  /** Its own static configs: session timeout, defaults for topics, leader balancing. */
  configs: BrokerConfig;
  image: MetadataImage;
  log: MetadataLog;
  /** What it heard of each registered broker; not in the log, since only the present controller knows. */
  heartbeats: Map<number, BrokerHeartbeatState>;
  parkedFetches: ParkedFetches;
  /** When preferred leaders are looked after next (`leader.imbalance.check.interval.seconds`). */
  leaderBalanceUs: Micros;
  /** When leaderless partitions with unclean election enabled are looked for next. */
  uncleanElectionUs: Micros;
}

export function createController(configs: BrokerConfig): ControllerNode {
  return {
    kind: 'controller',
    id: CONTROLLER_NODE,
    controllerId: CONTROLLER_ID,
    process: 'stopped',
    incarnation: 0,
    client: createNetworkClient(),
    held: [],
    draws: 0,
    configs,
    image: createMetadataImage(),
    log: createMetadataLog(),
    heartbeats: new Map(),
    parkedFetches: new Map(),
    leaderBalanceUs: NEVER,
    uncleanElectionUs: NEVER,
  };
}

/** Begins the controller's work; its process runs already (`beginProcess`). */
export function beginController(ctx: Ctx, controller: ControllerNode): void {
  if (controller.log.endOffset === 0) commit(ctx, controller, bootstrapRecords(controller));
  startPeriodicTasks(ctx, controller);
}

/**
 * Where eligible leader replicas are enabled, a new cluster's first records pin `min.insync.replicas` for all
 * of it, so that controller and leaders never differ about it (KIP-966).
 */
function bootstrapRecords(controller: ControllerNode) {
  return {
    records: [
      {
        type: 'ConfigRecord',
        resourceType: RESOURCE_BROKER,
        resourceName: '',
        name: 'min.insync.replicas',
        value: String(controller.configs['min.insync.replicas']),
      },
    ],
    response: undefined,
  } as const;
}

export const controllerBehaviour: Behaviour<ControllerNode> = {
  onRequest: handleControllerRequest,
  onResponse() {},
  onDisconnect() {},
  timers: { ...metadataLogTimers, ...brokerSessionTimers, ...periodicTaskTimers },
};
