/** ApiVersions (key 18), v4: which APIs a broker answers, each in the one version that is spoken here. */
import { Errors } from '../../../protocol/errors.ts';
import { API_KEYS, type ApiName } from '../../../protocol/messages/index.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

/** Only controllers answer these. */
const CONTROLLER_APIS: ReadonlySet<string> = new Set<ApiName>([
  'AlterPartition',
  'Envelope',
  'BrokerRegistration',
  'BrokerHeartbeat',
  'AllocateProducerIds',
]);

export function handleApiVersions(ctx: Ctx, broker: BrokerNode, request: Request<'ApiVersions'>): void {
  const apiKeys = Object.entries(API_KEYS)
    .filter(([name]) => !CONTROLLER_APIS.has(name))
    .map(([, { key, version }]) => ({ apiKey: key, minVersion: version, maxVersion: version }));
  respond(ctx, broker, request, { errorCode: Errors.NONE, apiKeys, throttleTimeMs: 0 });
}
