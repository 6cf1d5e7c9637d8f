/** Changes of dynamic configs. After Kafka's ConfigurationControlManager and ControllerConfigurationValidator. */
import { ALL_TOPIC_CONFIGS } from '../../protocol/config/all-topic-configs.ts';
import { BROKER_CONFIGS } from '../../protocol/config/broker-config.ts';
import type { ConfigDefs } from '../../protocol/config/config-def.ts';
import { Errors } from '../../protocol/errors.ts';
import {
  type IncrementalAlterConfigsRequest,
  type IncrementalAlterConfigsResponse,
  RESOURCE_BROKER,
  RESOURCE_CLIENT_METRICS,
  RESOURCE_GROUP,
  RESOURCE_TOPIC,
} from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { toolApis } from '../broker/tool-apis.ts';
import { type ApiError, apiError, duplicatesOf } from './api-error.ts';
import { invalidTopicConfigs } from './config-validation.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { configResourceKey, type MetadataImage } from './metadata-image.ts';
import { invalidTopicName } from './topic-name.ts';

export type AlteredResource = IncrementalAlterConfigsRequest['resources'][number];
export type ConfigRecord = Extract<MetadataRecord, { type: 'ConfigRecord' }>;

const MIN_ISR = 'min.insync.replicas';

/** All changes of a resource take effect, or none. */
export function incrementalAlterConfigs(
  controller: ControllerNode,
  request: IncrementalAlterConfigsRequest,
): ControllerResult<IncrementalAlterConfigsResponse> {
  return alterEach(request, (resource) => alterResource(controller, resource, false));
}

export function alterEach<Resource extends ConfigResource>(
  { resources, validateOnly }: { readonly resources: readonly Resource[]; readonly validateOnly: boolean },
  alter: (resource: Resource) => ConfigRecord[] | ApiError,
): ControllerResult<IncrementalAlterConfigsResponse> {
  const duplicates = duplicatesOf(resources.map(keyOf));
  const records: MetadataRecord[] = [];
  const responses = resources.map((resource) => {
    const result = duplicates.includes(keyOf(resource))
      ? apiError(Errors.INVALID_REQUEST, 'Duplicate resource.')
      : alter(resource);
    if (!('error' in result)) records.push(...result);
    const { error, message } = 'error' in result ? result : apiError(Errors.NONE);
    return {
      errorCode: error,
      errorMessage: message,
      resourceType: resource.resourceType,
      resourceName: resource.resourceName,
    };
  });
  return { records: validateOnly ? [] : records, response: { throttleTimeMs: 0, responses } };
}

/** The records that change one resource, or why it may not be. A topic `isNew` needs not exist yet. */
export function alterResource(
  controller: ControllerNode,
  resource: AlteredResource,
  isNew: boolean,
): ConfigRecord[] | ApiError {
  const current = configsOf(controller.image, resource);
  const records: ConfigRecord[] = [];
  for (const op of resource.configs) {
    const value = valueAfter(resource, op, current.get(op.name));
    if (typeof value === 'object' && value !== null) return value;
    if (needsRecord(resource, current, op.name, value)) records.push(configRecord(resource, op.name, value));
  }
  return whyDisallowed(controller, resource, records, isNew) ?? records;
}

type ConfigResource = Pick<AlteredResource, 'resourceType' | 'resourceName'>;

function keyOf({ resourceType, resourceName }: ConfigResource): string {
  return configResourceKey(resourceType, resourceName);
}

export function configsOf(image: MetadataImage, resource: ConfigResource): ReadonlyMap<string, string> {
  return image.configs.get(keyOf(resource)) ?? new Map<string, string>();
}

/** Records for brokers are written even if nothing changes: they make brokers reload (KAFKA-14136). */
export function needsRecord(
  { resourceType }: ConfigResource,
  current: ReadonlyMap<string, string>,
  name: string,
  value: string | null,
): boolean {
  return value !== (current.get(name) ?? null) || resourceType === RESOURCE_BROKER;
}

export function configRecord(
  { resourceType, resourceName }: ConfigResource,
  name: string,
  value: string | null,
): ConfigRecord {
  return { type: 'ConfigRecord', resourceType, resourceName, name, value };
}

export function whyDisallowed(
  controller: ControllerNode,
  resource: ConfigResource,
  records: readonly ConfigRecord[],
  isNew: boolean,
): ApiError | undefined {
  return (
    disallowedMinIsr(records) ??
    invalidResource(controller, resource, records) ??
    (isNew ? undefined : missingResource(controller.image, resource))
  );
}

/** The config's text after the operation; null: it goes back to its default. */
function valueAfter(
  resource: AlteredResource,
  { name, configOperation, value }: AlteredResource['configs'][number],
  current: string | undefined,
): string | null | ApiError {
  if (configOperation === 0) return value;
  if (configOperation === 1) return null;
  const defs: ConfigDefs = resource.resourceType === RESOURCE_TOPIC ? ALL_TOPIC_CONFIGS : BROKER_CONFIGS;
  const def = Object.hasOwn(defs, name) ? defs[name] : undefined;
  if (def?.type !== 'LIST') {
    const operation = configOperation === 2 ? 'APPEND' : 'SUBTRACT';
    return apiError(Errors.INVALID_CONFIG, `Can't ${operation} to key ${name} because its type is not LIST.`);
  }
  const items = (current?.split(',') ?? (def.default as readonly string[])).filter((item) => item !== '');
  const operands = (value ?? '').split(',');
  return configOperation === 2
    ? [...items, ...operands.filter((item) => !items.includes(item))].join(',')
    : items.filter((item) => !operands.includes(item)).join(',');
}

/** Eligible leader replicas need one minimum that all of the cluster agrees on (KIP-966). */
function disallowedMinIsr(records: readonly ConfigRecord[]): ApiError | undefined {
  for (const { resourceType, resourceName, name, value } of records) {
    if (resourceType !== RESOURCE_BROKER || name !== MIN_ISR) continue;
    if (resourceName !== '')
      return apiError(
        Errors.INVALID_CONFIG,
        `Broker-level ${MIN_ISR} cannot be altered while ELR is enabled.`,
      );
    if (value === null)
      return apiError(
        Errors.INVALID_CONFIG,
        `Cluster-level ${MIN_ISR} cannot be removed while ELR is enabled.`,
      );
  }
  return undefined;
}

function invalidResource(
  controller: ControllerNode,
  resource: ConfigResource,
  records: readonly ConfigRecord[],
): ApiError | undefined {
  const { resourceType, resourceName } = resource;
  if (resourceType === RESOURCE_BROKER) return invalidBrokerName(resourceName);
  if (OF_TOOLS.includes(resourceType)) {
    const all = configsAfter(controller.image, resource, records);
    return toolApis.rules().invalidResourceConfigs(controller, resourceType, resourceName, all);
  }
  if (resourceType !== RESOURCE_TOPIC)
    return apiError(Errors.INVALID_REQUEST, `Unknown resource type ${resourceType}`);
  if (resourceName === '')
    return apiError(Errors.INVALID_REQUEST, 'Default topic resources are not allowed.');
  const badName = invalidTopicName(resourceName);
  if (badName) return apiError(Errors.INVALID_TOPIC_EXCEPTION, badName);
  const invalid = invalidTopicConfigs(configsAfter(controller.image, resource, records));
  return invalid ? apiError(Errors.INVALID_CONFIG, invalid) : undefined;
}

/** Only tools alter these. */
const OF_TOOLS: readonly number[] = [RESOURCE_GROUP, RESOURCE_CLIENT_METRICS];

function configsAfter(
  image: MetadataImage,
  resource: ConfigResource,
  records: readonly ConfigRecord[],
): ReadonlyMap<string, string> {
  const all = new Map(configsOf(image, resource));
  for (const { name, value } of records) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return all;
}

/** Values for brokers were judged by the broker that passed the request on, as in Kafka. */
function invalidBrokerName(name: string): ApiError | undefined {
  if (name === '') return undefined;
  if (!/^[-+]?\d+$/.test(name))
    return apiError(Errors.INVALID_REQUEST, 'Unable to parse broker name as a base 10 number.');
  return Number(name) < 0 ? apiError(Errors.INVALID_REQUEST, 'Invalid negative broker ID.') : undefined;
}

function missingResource(
  image: MetadataImage,
  { resourceType, resourceName }: ConfigResource,
): ApiError | undefined {
  if (resourceType === RESOURCE_TOPIC) {
    return image.topicIds.has(resourceName)
      ? undefined
      : apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${resourceName}' does not exist.`);
  }
  if (resourceType !== RESOURCE_BROKER) return undefined;
  return resourceName === '' || image.brokers.has(Number(resourceName))
    ? undefined
    : apiError(Errors.BROKER_ID_NOT_REGISTERED, `No node with id ${resourceName} found.`);
}
