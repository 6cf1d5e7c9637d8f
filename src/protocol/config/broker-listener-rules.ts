/** Who a node is and where it listens: roles, voters, listeners (KafkaConfig, without security). */
import type { Configured } from './check-configs.ts';
import { type Refusal, type Rule, refusal } from './refusal.ts';

export const LISTENER_RULES: readonly Rule<Configured>[] = [
  checkListeners,
  checkNode,
  checkRoles,
  checkBrokerListeners,
];

interface EndPoint {
  readonly name: string;
  readonly host: string;
  readonly port: string;
}

/** Null: it is none, or in no protocol. */
function endPointOf(text: string): EndPoint | null {
  const [, name, host, port] = /^(.+):\/\/\[?([\w\-%.:]*)\]?:(-?\d+)$/.exec(text) ?? [];
  return name === undefined ? null : { name: name.toUpperCase(), host: host!, port: port! };
}

function endPoints(values: Configured['values'], config: string): (EndPoint | null)[] {
  return ((values[config] ?? []) as readonly string[]).map(endPointOf);
}

function illegal(message: string): Refusal {
  return refusal('IllegalArgumentException', message);
}

/** Each has a name with a protocol of its own and a port of its own; 0 is any port. */
function checkListeners({ values, given }: Configured): Refusal | null {
  const map = given.get('listener.security.protocol.map') ?? '';
  if (map !== '' && map.split(',').some((pair) => !pair.includes(':')))
    return illegal('listener.security.protocol.map has an entry without a protocol');
  const known = new Set(protocolsByListener(values, given));
  for (const config of ['listeners', 'advertised.listeners']) {
    const points = endPoints(values, config);
    if (points.some((point) => point === null || !known.has(point.name)))
      return illegal(`${config} has an entry that is no listener`);
    if (hasTwice(points.map((point) => point!.name))) return illegal(`${config} has a name twice`);
    const ports = points.map((point) => point!.port).filter((port) => port !== '0');
    if (config === 'listeners' && hasTwice(ports)) return illegal(`${config} has a port twice`);
  }
  return null;
}

/** Where nothing is said of protocols, the names of protocols are listeners, and those of controllers are too. */
function protocolsByListener(values: Configured['values'], given: Configured['given']): string[] {
  const names = String(values['listener.security.protocol.map'])
    .split(',')
    .map((pair) => pair.slice(0, pair.lastIndexOf(':')).trim().toUpperCase());
  return given.has('listener.security.protocol.map') ? names : [...names, ...controllerListeners(values)];
}

function controllerListeners(values: Configured['values']): string[] {
  return ((values['controller.listener.names'] ?? []) as readonly string[]).map((name) => name.toUpperCase());
}

function hasTwice(items: readonly string[]): boolean {
  return new Set(items).size < items.length;
}

function checkNode({ values, given }: Configured): Refusal | null {
  if (given.has('broker.id') && values['broker.id'] !== values['node.id'])
    return refusal('ConfigException', 'broker.id must be as node.id is');
  const voters = values['controller.quorum.voters'] as readonly string[];
  const servers = values['controller.quorum.bootstrap.servers'] as readonly string[];
  if (voters.length === 0 && servers.length === 0)
    return refusal('ConfigException', 'There must be controller.quorum.voters or …bootstrap.servers');
  return null;
}

/** A controller is a voter and listens as one; who is none does neither. */
function checkRoles({ values }: Configured): Refusal | null {
  const roles = (values['process.roles'] ?? []) as readonly string[];
  const voters = (values['controller.quorum.voters'] as readonly string[]).map((voter) =>
    Number.parseInt(voter, 10),
  );
  const isVoter = voters.includes(Number(values['node.id']));
  const controllers = controllerListeners(values);
  const listening = endPoints(values, 'listeners').map((point) => point!.name);
  if (!roles.includes('controller')) {
    if (isVoter) return illegal('A node that is a broker only must not be a voter');
    return controllers.some((name) => listening.includes(name))
      ? illegal('A node that is a broker only must not listen as a controller')
      : null;
  }
  if (voters.length > 0 && !isVoter) return illegal('A controller must be a voter');
  if (!controllers.every((name) => listening.includes(name)))
    return illegal('A controller must listen at its controller.listener.names');
  return roles.includes('broker') || listening.every((name) => controllers.includes(name))
    ? null
    : illegal('A node that is a controller only must listen as nothing else');
}

function checkBrokerListeners({ values }: Configured): Refusal | null {
  const controllers = controllerListeners(values);
  const listening = endPoints(values, 'listeners');
  const advertised =
    values['advertised.listeners'] === null ? listening : endPoints(values, 'advertised.listeners');
  const names = advertised.map((point) => point!.name).filter((name) => !controllers.includes(name));
  if (advertised.some((point) => point!.host === '0.0.0.0'))
    return illegal('advertised.listeners cannot have the address 0.0.0.0');
  if (!((values['process.roles'] ?? []) as readonly string[]).includes('broker')) return null;
  const between = values['inter.broker.listener.name'];
  if (between === '') return refusal('ConfigException', 'inter.broker.listener.name must not be empty');
  const isKnown = (name: string) => listening.some((point) => point!.name === name);
  if (names.length === 0 || !names.every(isKnown))
    return illegal('A broker must listen where it says it does');
  const name = between === null ? 'PLAINTEXT' : String(between).toUpperCase();
  if (names.includes(name)) return null;
  return isKnown(name)
    ? illegal('inter.broker.listener.name must be advertised')
    : refusal('ConfigException', 'inter.broker.listener.name has no protocol');
}
