/** Configs of groups and of client metrics, judged by the controller. After ControllerConfigurationValidator. */
import { invalidGroupConfigs } from '../../../protocol/config/group-config.ts';
import { Errors } from '../../../protocol/errors.ts';
import { RESOURCE_GROUP } from '../../../protocol/messages/44-incremental-alter-configs.ts';
import { type ApiError, apiError } from '../../controller/api-error.ts';
import type { ControllerNode } from '../../controller/controller.ts';
import { staticValue } from './all-broker-configs.ts';

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
