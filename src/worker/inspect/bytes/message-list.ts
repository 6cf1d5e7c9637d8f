/** Messages under way and those that arrived last, all of them or those of one thing. */
import type { Cluster } from '../../../engine/cluster.ts';
import type { NodeId } from '../../../engine/node.ts';
import { type Micros, NEVER } from '../../../kernel/brand.ts';
import { topicNamed } from '../../../sim/leaders.ts';
import type { MessageEnd, MessageLine, MessageList, MessageState } from '../../../view/bytes.ts';
import type { Selection } from '../../../view/inspection.ts';
import { keptMessages } from '../../flight-log.ts';
import type { Session } from '../../session.ts';
import { errorName } from './field-view.ts';
import type { Travelling } from './message-bytes.ts';

/** So many are told in all; those under way come first. */
const MOST_LINES = 12;

/** `about` null: those that have a place in the picture. */
export function messagesOf(session: Session, about: Selection | null): MessageList {
  const { cluster } = session.simulation;
  const { nowUs } = cluster;
  const isWanted = about ? concerning(session, about) : hasClient(session);
  const all = keptMessages(session.flights);
  const kept = all.filter(isWanted);
  const underWay = kept.filter((message) => stateOf(message, nowUs) === 'in-flight');
  const over = kept.filter((message) => stateOf(message, nowUs) !== 'in-flight');
  underWay.sort((a, b) => a.arrivesUs - b.arrivesUs || a.id - b.id);
  over.sort((a, b) => arrivalOf(b) - arrivalOf(a) || b.id - a.id);
  return {
    timeUs: nowUs,
    lines: [...underWay, ...over].slice(0, MOST_LINES).map((message) => lineOf(session, message)),
    stepped: all.some(({ id }) => id === session.stepped) ? session.stepped : null,
  };
}

export function lineOf({ simulation: { cluster } }: Session, message: Travelling): MessageLine {
  const { id, api, apiVersion, kind, from, to, sentUs } = message;
  return {
    id,
    api,
    version: apiVersion,
    direction: kind,
    from: endOf(cluster, from),
    to: endOf(cluster, to),
    state: stateOf(message, cluster.nowUs),
    sentUs,
    arrivesUs: arrivalOf(message),
    error: kind === 'response' ? errorIn(message.body) : null,
  };
}

function stateOf({ arrivesUs }: Travelling, nowUs: Micros): MessageState {
  if (arrivesUs === NEVER) return 'lost';
  return arrivesUs > nowUs ? 'in-flight' : 'arrived';
}

function arrivalOf({ arrivesUs, sentUs }: Travelling): Micros {
  return arrivesUs === NEVER ? sentUs : arrivesUs;
}

function endOf(cluster: Cluster, name: NodeId): MessageEnd {
  const node = cluster.nodes.get(name);
  switch (node?.kind) {
    case 'broker':
      return { kind: 'broker', id: node.brokerId };
    case 'controller':
      return { kind: 'controller', id: Number(/\d+$/.exec(name)?.[0] ?? 0) };
    case 'producer':
    case 'consumer':
      return { kind: node.kind, name };
    default:
      return { kind: 'admin', name };
  }
}

/** The first error that a response tells, wherever in it. */
function errorIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return null;
  for (const [name, value] of Object.entries(body)) {
    if (/errorCode$/i.test(name) && typeof value === 'number' && value !== 0) return errorName(value);
    const found = name === 'records' ? null : errorIn(value);
    if (found !== null) return found;
  }
  return null;
}

function hasClient({ places }: Session): (message: Travelling) => boolean {
  return ({ from, to }) =>
    [from, to].some((node) => places.producer(node) >= 0 || places.consumer(node) >= 0);
}

function concerning(session: Session, about: Selection): (message: Travelling) => boolean {
  const { cluster } = session.simulation;
  const isOf = (node: NodeId) => (message: Travelling) => message.from === node || message.to === node;
  switch (about.kind) {
    case 'producer':
    case 'consumer':
      return isOf(about.name);
    case 'broker':
      return isOf(`broker-${about.id}`);
    case 'controller':
      return isOf(`controller-${about.id}`);
    case 'group': {
      const members = new Set(
        session.structure.consumers.filter(({ group }) => group === about.name).map(({ name }) => name),
      );
      return ({ from, to, channel }) => channel === 'coordinator' && (members.has(from) || members.has(to));
    }
    case 'topic':
      return carrying(topicNamed(cluster, about.name)?.topicId, null);
    case 'partition':
      return carrying(topicNamed(cluster, about.topic)?.topicId, about.partition);
  }
}

/** Records of the topic, or of one partition of it, and what answers them. */
function carrying(topicId: string | undefined, partition: number | null): (message: Travelling) => boolean {
  return ({ api, kind, body }) => {
    if (api === 'Fetch' && kind === 'request') return false;
    if (api !== 'Produce' && api !== 'Fetch') return false;
    return partitionsIn(body).some(
      (each) => each.topicId === topicId && (partition === null || each.partition === partition),
    );
  };
}

function partitionsIn(body: object): { readonly topicId: string; readonly partition: number }[] {
  const topics = Object.values(body).find(Array.isArray) as object[] | undefined;
  return (topics ?? []).flatMap((topic) => {
    const { topicId } = topic as { topicId: string };
    const partitions = Object.values(topic).find(Array.isArray) as
      | { readonly index?: number; readonly partitionIndex?: number }[]
      | undefined;
    return (partitions ?? []).map(({ index, partitionIndex }) => ({
      topicId,
      partition: index ?? partitionIndex ?? -1,
    }));
  });
}
