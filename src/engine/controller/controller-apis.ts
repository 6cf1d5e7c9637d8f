/** Which request reaches which handler at the controller. After Kafka's ControllerApis. */
import { Errors } from '../../protocol/errors.ts';
import type { EnvelopeRequest, EnvelopeResponse } from '../../protocol/messages/58-envelope.ts';
import type { ForwardableApi, RequestOf, ResponseOf } from '../../protocol/messages/index.ts';
import { toolApis } from '../broker/tool-apis.ts';
import type { Ctx } from '../ctx.ts';
import type { AnyRequest } from '../network/message.ts';
import { sendResponse } from '../network/network-client.ts';
import { alterPartition } from './alter-partition.ts';
import {
  allocateProducerIds,
  processBrokerHeartbeat,
  registerBroker,
  unregisterBroker,
} from './cluster-control-manager.ts';
import { incrementalAlterConfigs } from './configuration-control-manager.ts';
import type { ControllerNode } from './controller.ts';
import { type ControllerResult, commit } from './controller-result.ts';
import { createPartitions } from './create-partitions.ts';
import { createTopics } from './create-topics.ts';
import { deleteTopics } from './delete-topics.ts';
import { electLeaders } from './elect-leaders.ts';
import { elrUpdatesForConfigChanges } from './elr-config-updates.ts';
import { handleMetadataFetch } from './metadata-log.ts';

export function handleControllerRequest(ctx: Ctx, controller: ControllerNode, request: AnyRequest): void {
  switch (request.api) {
    case 'Fetch':
      handleMetadataFetch(ctx, controller, request);
      break;
    case 'BrokerRegistration':
      sendResponse(ctx, controller, request, registerBroker(ctx, controller, request.body));
      break;
    case 'BrokerHeartbeat':
      sendResponse(ctx, controller, request, processBrokerHeartbeat(ctx, controller, request.body));
      break;
    case 'AllocateProducerIds':
      sendResponse(ctx, controller, request, allocateProducerIds(ctx, controller, request.body));
      break;
    case 'AlterPartition':
      sendResponse(
        ctx,
        controller,
        request,
        commit(ctx, controller, alterPartition(controller, request.body)),
      );
      break;
    case 'CreateTopics':
      sendResponse(ctx, controller, request, adminHandlers.CreateTopics(ctx, controller, request.body));
      break;
    case 'Envelope':
      sendResponse(ctx, controller, request, openEnvelope(ctx, controller, request.body));
      break;
    default:
      throw new Error(`the controller has no handler for ${request.api}`);
  }
}

type AdminHandlers = {
  readonly [Api in ForwardableApi]: (
    ctx: Ctx,
    controller: ControllerNode,
    body: RequestOf<Api>,
  ) => ResponseOf<Api>;
};

/** What brokers pass on for their clients. */
const adminHandlers: AdminHandlers = {
  CreateTopics: (ctx, controller, body) => commit(ctx, controller, createTopics(ctx, controller, body)),
  DeleteTopics: (ctx, controller, body) => commit(ctx, controller, deleteTopics(controller, body)),
  CreatePartitions: (ctx, controller, body) =>
    commit(ctx, controller, createPartitions(ctx, controller, body)),
  ElectLeaders: (ctx, controller, body) => commit(ctx, controller, electLeaders(controller, body)),
  AlterConfigs: (ctx, controller, body) =>
    commitConfigs(ctx, controller, toolApis.rules().legacyAlterConfigs(controller, body)),
  IncrementalAlterConfigs: (ctx, controller, body) =>
    commitConfigs(ctx, controller, incrementalAlterConfigs(controller, body)),
  AlterPartitionReassignments: (ctx, controller, body) =>
    commit(ctx, controller, toolApis.rules().alterPartitionReassignments(controller, body)),
  ListPartitionReassignments: (_ctx, controller, body) =>
    toolApis.rules().listPartitionReassignments(controller, body),
  UnregisterBroker: unregisterBroker,
};

function commitConfigs<Response>(
  ctx: Ctx,
  controller: ControllerNode,
  result: ControllerResult<Response>,
): Response {
  const response = commit(ctx, controller, result);
  commit(ctx, controller, elrUpdatesForConfigChanges(controller, result.records));
  return response;
}

function openEnvelope(
  ctx: Ctx,
  controller: ControllerNode,
  { requestData }: EnvelopeRequest,
): EnvelopeResponse {
  const { api } = requestData;
  // The table gives each API its own handler; TypeScript can't see that across the union.
  const handler = adminHandlers[api] as AdminHandlers['CreateTopics'];
  const body = handler(ctx, controller, requestData.body as RequestOf<'CreateTopics'>);
  return { errorCode: Errors.NONE, responseData: { api, body } as EnvelopeResponse['responseData'] };
}
