/**
 * Links between nodes: latency with jitter, bandwidth, loss, cut and heal. All of it is data.
 * Connections are TCP: what is sent on one arrives in order, a lost packet costs a retransmission (200 ms,
 * doubling, as Linux's minimum RTO) and holds up what follows, and across a cut nothing arrives.
 */
import type { Micros } from '../../kernel/brand.ts';
import { intAt, streamOf } from '../../kernel/prng.ts';
import type { NodeId } from '../node.ts';

export interface LinkSettings {
  readonly latencyUs: Micros;
  /** Up to so much is added to the latency, evenly spread. */
  readonly jitterUs: Micros;
  readonly bytesPerSecond: number;
  /** Lost packets in a million. */
  readonly lossPerMillion: number;
  readonly cut: boolean;
}

export interface Network {
  defaults: LinkSettings;
  /** By `linkKey`: only links that differ from the defaults. */
  links: Map<string, LinkSettings>;
  /** By `from>to#channel`: when the last message on that connection arrives. */
  lastArrivalUs: Map<string, Micros>;
  /** By `from>to`: until when the link's sending side is busy. */
  busyUntilUs: Map<string, Micros>;
  /** Draws made so far by each direction of a link, `from>to`. */
  draws: Map<string, number>;
}

const DEFAULT_LINK: LinkSettings = {
  latencyUs: 1000,
  jitterUs: 400,
  bytesPerSecond: 125_000_000,
  lossPerMillion: 0,
  cut: false,
};

/** Headers, names and numbers of a message, for bandwidth: real encodings vary by some tens of bytes around it. */
export const MESSAGE_OVERHEAD_BYTES = 100;

const RETRANSMISSION_TIMEOUT_US = 200_000;
const MAX_RETRANSMISSIONS = 8;

export function createNetwork(defaults: LinkSettings = DEFAULT_LINK): Network {
  return { defaults, links: new Map(), lastArrivalUs: new Map(), busyUntilUs: new Map(), draws: new Map() };
}

/** The same for both directions. */
function linkKey(a: NodeId, b: NodeId): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

export function linkBetween(network: Network, a: NodeId, b: NodeId): LinkSettings {
  return network.links.get(linkKey(a, b)) ?? network.defaults;
}

/** Changes some settings of the link between two nodes, both directions. */
export function setLink(network: Network, a: NodeId, b: NodeId, change: Partial<LinkSettings>): void {
  network.links.set(linkKey(a, b), { ...linkBetween(network, a, b), ...change });
}

/** When a message sent now will arrive, or null if the link is cut. */
export function arrivalTime(
  network: Network,
  seed: number,
  nowUs: Micros,
  from: NodeId,
  to: NodeId,
  channel: string,
  sizeBytes: number,
): Micros | null {
  const link = linkBetween(network, from, to);
  if (link.cut) return null;
  const direction = `${from}>${to}`;
  const sentUs = Math.max(nowUs, network.busyUntilUs.get(direction) ?? 0) + transmissionUs(link, sizeBytes);
  network.busyUntilUs.set(direction, sentUs);
  const flightUs =
    link.latencyUs +
    jitterUs(network, seed, direction, link) +
    retransmissionUs(network, seed, direction, link);
  const connection = `${direction}#${channel}`;
  const arrivesUs = Math.max(sentUs + flightUs, network.lastArrivalUs.get(connection) ?? 0);
  network.lastArrivalUs.set(connection, arrivesUs);
  return arrivesUs;
}

function transmissionUs(link: LinkSettings, sizeBytes: number): Micros {
  return Math.ceil((sizeBytes * 1_000_000) / link.bytesPerSecond);
}

function draw(network: Network, seed: number, direction: string, bound: number): number {
  const index = network.draws.get(direction) ?? 0;
  network.draws.set(direction, index + 1);
  return intAt(seed, streamOf(direction), index, bound);
}

function jitterUs(network: Network, seed: number, direction: string, link: LinkSettings): Micros {
  return link.jitterUs > 0 ? draw(network, seed, direction, link.jitterUs + 1) : 0;
}

function retransmissionUs(network: Network, seed: number, direction: string, link: LinkSettings): Micros {
  let waitUs = 0;
  if (link.lossPerMillion === 0) return waitUs;
  for (let attempt = 0; attempt < MAX_RETRANSMISSIONS; attempt++) {
    if (draw(network, seed, direction, 1_000_000) >= link.lossPerMillion) break;
    waitUs += RETRANSMISSION_TIMEOUT_US * 2 ** attempt;
  }
  return waitUs;
}
