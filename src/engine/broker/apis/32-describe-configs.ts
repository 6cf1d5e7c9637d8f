/**
 * DescribeConfigs (key 32): each resource is described or refused for itself; one of a kind that there is not has
 * the whole request refused. v1: synonyms. v3: types (KIP-569).
 */
import { Errors } from '../../../protocol/errors.ts';
import type {
  DescribeConfigsRequest,
  DescribeConfigsResponse,
} from '../../../protocol/messages/32-describe-configs.ts';
import {
  RESOURCE_BROKER,
  RESOURCE_CLIENT_METRICS,
  RESOURCE_GROUP,
  RESOURCE_TOPIC,
} from '../../../protocol/messages/44-incremental-alter-configs.ts';
import { type ApiError, apiError } from '../../controller/api-error.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';
import { describeResource } from '../tools/config-helper.ts';

type Resource = DescribeConfigsRequest['resources'][number];
type Result = DescribeConfigsResponse['results'][number];

const DESCRIBABLE: readonly number[] = [
  RESOURCE_TOPIC,
  RESOURCE_BROKER,
  RESOURCE_CLIENT_METRICS,
  RESOURCE_GROUP,
];

export function handleDescribeConfigs(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeConfigs'>,
): void {
  const { resources, includeSynonyms } = request.body;
  const unknown = resources.find(({ resourceType }) => !DESCRIBABLE.includes(resourceType));
  const refusal = unknown && unexpectedType(unknown);
  const results = resources.map((resource) =>
    refusal ? refused(resource, refusal) : answerFor(broker, resource, includeSynonyms),
  );
  respond(ctx, broker, request, { throttleTimeMs: 0, results });
}

function unexpectedType({ resourceType, resourceName }: Resource): ApiError {
  const message = `Unexpected resource type ${resourceType} for resource ${resourceName}`;
  return apiError(Errors.INVALID_REQUEST, message);
}

function refused({ resourceType, resourceName }: Resource, { error, message }: ApiError): Result {
  return { errorCode: error, errorMessage: message, resourceType, resourceName, configs: [] };
}

function answerFor(broker: BrokerNode, resource: Resource, includeSynonyms: boolean): Result {
  const { resourceType, resourceName, configurationKeys } = resource;
  const all = describeResource(broker, resourceType, resourceName);
  if ('error' in all) return refused(resource, all);
  const asked = configurationKeys?.length ? all.filter(({ name }) => configurationKeys.includes(name)) : all;
  const configs = includeSynonyms ? asked : asked.map((config) => ({ ...config, synonyms: [] }));
  return { errorCode: Errors.NONE, errorMessage: null, resourceType, resourceName, configs };
}
