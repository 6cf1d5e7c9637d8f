/**
 * Configs of groups and of client metrics, and those of topics that the engine does not obey, judged by the controller.
 * After ControllerConfigurationValidator.
 */
import { invalidGroupConfigs } from '../../../protocol/config/group-config.ts';
import { OTHER_TOPIC_CONFIGS } from '../../../protocol/config/other-topic-configs.ts';
import { areThrottledReplicas } from '../../../protocol/config/throttled-replicas.ts';
import { Errors } from '../../../protocol/errors.ts';
import { RESOURCE_GROUP } from '../../../protocol/messages/44-incremental-alter-configs.ts';
import { type ApiError, apiError } from '../../controller/api-error.ts';
import { invalidValues } from '../../controller/config-validation.ts';
import type { ControllerNode } from '../../controller/controller.ts';
import { staticValue } from './static-broker-configs.ts';

/** Why a group's or a subscription's configs may not be as they would be; undefined when they may. */
export function invalidResourceConfigs(
  { configs }: ControllerNode,
  resourceType: number,
  resourceName: string,
  all: ReadonlyMap<string, string>,
): ApiError | undefined {
  if (resourceType !== RESOURCE_GROUP) return undefined;
  if (resourceName === '')
    return apiError(Errors.INVALID_REQUEST, 'Default group resources are not allowed.');
  const invalid = invalidGroupConfigs(all, (name) => staticValue(configs, name));
  return invalid === null ? undefined : apiError(Errors.INVALID_CONFIG, invalid);
}

/** Why the first of a topic's configs that the engine does not obey is refused; null when none is. */
export function invalidOtherTopicConfigs(configs: ReadonlyMap<string, string>): string | null {
  const invalid = invalidValues(OTHER_TOPIC_CONFIGS, configs);
  if (invalid !== null) return invalid;
  for (const [name, text] of configs) {
    const reason = whyRefused(name, text);
    if (reason !== null) return `Invalid value ${text} for configuration ${name}: ${reason}`;
  }
  return null;
}

function whyRefused(name: string, text: string): string | null {
  if (name === 'remote.storage.enable' && text.trim().toLowerCase() === 'true')
    return 'Tiered storage functionality is disabled in the broker';
  if (name.endsWith('.throttled.replicas') && !areThrottledReplicas(text.split(',')))
    return 'Must be the literal * or a list of [partitionId]:[brokerId]';
  return null;
}
