/** An answer to an admin request that says only that it failed: the error stands at each thing asked for. */
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ForwardableApi, ResponseOf } from '../../protocol/messages/index.ts';
import { apiError } from '../controller/api-error.ts';
import { ZERO_UUID } from '../controller/reserved-ids.ts';
import type { Request } from '../network/message.ts';
import { toolApis } from './tool-apis.ts';

type ForwardedRequest = { [Api in ForwardableApi]: Pick<Request<Api>, 'api' | 'body'> }[ForwardableApi];

export function forwardedErrorResponse(
  request: ForwardedRequest,
  code: ErrorCode,
): ResponseOf<ForwardableApi> {
  const error = { errorCode: code, errorMessage: apiError(code).message };
  switch (request.api) {
    case 'CreateTopics':
      return {
        throttleTimeMs: 0,
        topics: request.body.topics.map(({ name }) => ({
          name,
          topicId: ZERO_UUID,
          ...error,
          numPartitions: -1,
          replicationFactor: -1,
          configs: [],
        })),
      };
    case 'DeleteTopics':
      return {
        throttleTimeMs: 0,
        responses: [
          ...(request.body.topicNames ?? []).map((name) => ({ name, topicId: ZERO_UUID, ...error })),
          ...request.body.topics.map(({ name, topicId }) => ({ name, topicId, ...error })),
        ],
      };
    case 'CreatePartitions':
      return { throttleTimeMs: 0, results: request.body.topics.map(({ name }) => ({ name, ...error })) };
    case 'ElectLeaders':
      return {
        throttleTimeMs: 0,
        errorCode: code,
        replicaElectionResults: (request.body.topicPartitions ?? []).map(({ topic, partitions }) => ({
          topic,
          partitionResult: partitions.map((partitionId) => ({ partitionId, ...error })),
        })),
      };
    case 'AlterConfigs':
    case 'IncrementalAlterConfigs':
      return {
        throttleTimeMs: 0,
        responses: request.body.resources.map(({ resourceType, resourceName }) => ({
          ...error,
          resourceType,
          resourceName,
        })),
      };
    case 'AlterPartitionReassignments':
    case 'ListPartitionReassignments':
      return toolApis.rules().reassignmentErrorResponse(request, error);
    case 'UnregisterBroker':
      return { throttleTimeMs: 0, ...error };
  }
}
