/** What producers, consumers and admin clients have in common and the engine does not obey (CommonClientConfigs). */
import { bool, type ConfigDefs, int, list, long, string } from './config-def.ts';

export const COMMON_CLIENT_CONFIGS: ConfigDefs = {
  'bootstrap.servers': { type: 'LIST', default: null },
  'client.dns.lookup': string('use_all_dns_ips', [
    'use_all_dns_ips',
    'resolve_canonical_bootstrap_servers_only',
  ]),
  'client.id': string(''),
  'config.providers': list([]),
  'connections.max.idle.ms': long(540_000),
  'enable.metrics.push': bool(true),
  'metadata.recovery.rebootstrap.trigger.ms': long(300_000, { min: 0 }),
  'metadata.recovery.strategy': { ...string('rebootstrap', ['rebootstrap', 'none']), ignoreCase: true },
  'receive.buffer.bytes': int(65_536, { min: -1 }),
  'send.buffer.bytes': int(131_072, { min: -1 }),
  'socket.connection.setup.timeout.max.ms': long(30_000),
  'socket.connection.setup.timeout.ms': long(10_000),
};
