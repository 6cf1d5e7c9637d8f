/** AlterConfigs at the controller: what a resource's request doesn't name goes back to its default. */
import type { AlterConfigsRequest, AlterConfigsResponse } from '../../protocol/messages/33-alter-configs.ts';
import type { ApiError } from './api-error.ts';
import {
  alterEach,
  type ConfigRecord,
  configRecord,
  configsOf,
  needsRecord,
  whyDisallowed,
} from './configuration-control-manager.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';

export function legacyAlterConfigs(
  controller: ControllerNode,
  request: AlterConfigsRequest,
): ControllerResult<AlterConfigsResponse> {
  return alterEach(request, (resource) => replaceResource(controller, resource));
}

function replaceResource(
  controller: ControllerNode,
  resource: AlterConfigsRequest['resources'][number],
): ConfigRecord[] | ApiError {
  const current = configsOf(controller.image, resource);
  const given = new Map(resource.configs.map(({ name, value }) => [name, value]));
  const altered = [...given].filter(([name, value]) => needsRecord(resource, current, name, value));
  const deleted = [...current.keys()].filter((name) => !given.has(name));
  const records = [
    ...altered.map(([name, value]) => configRecord(resource, name, value)),
    ...deleted.map((name) => configRecord(resource, name, null)),
  ];
  return whyDisallowed(controller, resource, records, false) ?? records;
}
