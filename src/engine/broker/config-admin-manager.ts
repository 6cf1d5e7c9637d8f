/**
 * Changes of broker configs are judged by the broker that they are sent to, before the controller hears of
 * them: which of them can be changed while it runs, and whether the values are legal. After Kafka's
 * ConfigAdminManager and DynamicBrokerConfig.
 */
import { BROKER_CONFIGS } from '../../protocol/config/broker-config.ts';
import type { ConfigDefs } from '../../protocol/config/config-def.ts';
import { Errors } from '../../protocol/errors.ts';
import type { AlterConfigsRequest } from '../../protocol/messages/33-alter-configs.ts';
import {
  type IncrementalAlterConfigsRequest,
  type IncrementalAlterConfigsResponse,
  RESOURCE_BROKER,
  RESOURCE_CLIENT_METRICS,
  RESOURCE_GROUP,
  RESOURCE_TOPIC,
} from '../../protocol/messages/44-incremental-alter-configs.ts';
import { type ApiError, apiError, duplicatesOf } from '../controller/api-error.ts';
import { invalidValues } from '../controller/config-validation.ts';
import type { BrokerNode } from './broker.ts';
import { toolApis } from './tool-apis.ts';

type Resource = (AlterConfigsRequest | IncrementalAlterConfigsRequest)['resources'][number];
export type AlterConfigsAnswers = IncrementalAlterConfigsResponse['responses'];

const DEFS: ConfigDefs = BROKER_CONFIGS;
const DELETE = 1;
const SUBTRACT = 3;
/** Judged by the controller alone. */
const NOT_OF_BROKERS: readonly number[] = [RESOURCE_TOPIC, RESOURCE_CLIENT_METRICS, RESOURCE_GROUP];

/** What the broker refuses by itself, and what is left for the controller. */
export function preprocess<Of extends Resource>(
  broker: BrokerNode,
  resources: readonly Of[],
): { readonly remaining: readonly Of[]; readonly answered: AlterConfigsAnswers } {
  const duplicates = duplicatesOf(resources.map(keyOf));
  const answered: AlterConfigsAnswers[number][] = [];
  const remaining = resources.filter((resource) => {
    const refusal = duplicates.includes(keyOf(resource))
      ? 'Each resource must appear at most once.'
      : whyRefused(broker, resource);
    if (refusal === null) return true;
    const { error, message } = typeof refusal === 'string' ? invalid(refusal) : refusal;
    const { resourceType, resourceName } = resource;
    answered.push({ errorCode: error, errorMessage: message, resourceType, resourceName });
    return false;
  });
  return { remaining, answered };
}

/** The broker's answers and the controller's, in the order of the request. */
export function mergeAnswers(
  request: AlterConfigsRequest | IncrementalAlterConfigsRequest,
  own: AlterConfigsAnswers,
  controllers: AlterConfigsAnswers,
): IncrementalAlterConfigsResponse {
  const left = [...own, ...controllers];
  const responses: AlterConfigsAnswers[number][] = [];
  for (const resource of request.resources) {
    const at = left.findIndex((answer) => keyOf(answer) === keyOf(resource));
    if (at >= 0) responses.push(...left.splice(at, 1));
  }
  return { throttleTimeMs: 0, responses };
}

function keyOf({ resourceType, resourceName }: Pick<Resource, 'resourceType' | 'resourceName'>): string {
  return `${resourceType}:${resourceName}`;
}

function invalid(message: string): ApiError {
  return apiError(Errors.INVALID_REQUEST, message);
}

/** A text is an INVALID_REQUEST. */
function whyRefused(
  broker: BrokerNode,
  { resourceType, resourceName, configs }: Resource,
): string | ApiError | null {
  if (duplicatesOf(configs.map(({ name }) => name)).length > 0) return 'Error due to duplicate config keys';
  const nulls = configs.filter((config) => config.value === null && !isDeletion(config));
  if (nulls.length > 0) return `Null value not supported for : ${nulls.map(({ name }) => name).join(', ')}`;
  if (NOT_OF_BROKERS.includes(resourceType)) return null;
  if (resourceType !== RESOURCE_BROKER) return `Unknown resource type ${resourceType}`;
  if (resourceName !== '') {
    if (!/^[-+]?\d+$/.test(resourceName)) return `Node id must be an integer, but it is: ${resourceName}`;
    if (Number(resourceName) !== broker.brokerId)
      return `Unexpected broker id, expected ${broker.brokerId}, but received ${resourceName}`;
  }
  return whyNotChangeable(configs) ?? whyNotDynamic(broker, configs, resourceName !== '');
}

/** ConfigAdminManager.prepareIncrementalConfigs: only lists are added to and taken from. */
function whyNotChangeable(configs: Resource['configs']): string | ApiError | null {
  for (const config of configs) {
    if (!('configOperation' in config) || config.configOperation <= DELETE) continue;
    if (config.configOperation > SUBTRACT) return `Unknown operations type ${config.configOperation}`;
    const def = defsFor(configs)[config.name];
    if (def?.type !== 'LIST') {
      const operation = config.configOperation === SUBTRACT ? 'subtract' : 'append';
      const message = `Config value ${operation} is not allowed for config key: ${config.name}`;
      return apiError(Errors.INVALID_CONFIG, message);
    }
  }
  return null;
}

function isDeletion(config: Resource['configs'][number]): boolean {
  return 'configOperation' in config && config.configOperation === DELETE;
}

function defsFor(configs: Resource['configs']): ConfigDefs {
  const areObeyed = configs.every(({ name }) => Object.hasOwn(DEFS, name));
  return areObeyed ? DEFS : toolApis.rules().KAFKA_CONFIGS.broker;
}

/** Kafka keeps names that it doesn't know. Those that only the engine doesn't know are judged by tools. */
function whyNotDynamic(broker: BrokerNode, configs: Resource['configs'], perBroker: boolean): string | null {
  const defs = defsFor(configs);
  // What is deleted only has to be gone.
  const given = configs.filter((config) => !isDeletion(config));
  const modes = given.map(({ name }) => ({
    name,
    mode: Object.hasOwn(defs, name) ? defs[name]!.updateMode : null,
  }));
  const readOnly = modes.filter(({ mode }) => mode === 'read-only').map(({ name }) => name);
  if (readOnly.length > 0) return `Cannot update these configs dynamically: ${readOnly.join(',')}`;
  const ofBroker = modes.filter(({ mode }) => mode === 'per-broker').map(({ name }) => name);
  if (!perBroker && ofBroker.length > 0) {
    return `Cannot update these configs at default cluster level, broker id must be specified: ${ofBroker.join(',')}`;
  }
  const values = new Map<string, string>();
  for (const { name, value } of given) if (value !== null) values.set(name, value);
  const refusal = invalidValues(defs, values);
  return refusal ?? (defs === DEFS ? null : toolApis.rules().invalidPoolSizes(broker, values));
}
