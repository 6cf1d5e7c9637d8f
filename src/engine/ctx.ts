/**
 * What a rule gets beside the state it works on: the moment, the cause, and where to leave its effects.
 * A rule never reads a clock, draws chance of its own or reaches into another node.
 */
import type { EpochMs, EventId, Micros } from '../kernel/brand.ts';
import { MICROS_PER_MS } from '../kernel/brand.ts';
import { intAt, streamOf } from '../kernel/prng.ts';
import type { Cluster } from './cluster.ts';
import { push } from './event-queue.ts';
import type { Message } from './network/message.ts';
import type { NodeId } from './node.ts';
import type { Note, NoteBody } from './note.ts';

export interface Ctx {
  readonly cluster: Cluster;
  readonly nowUs: Micros;
  /** Number of the event being handled: the cause of all that it sets in motion. */
  readonly event: EventId;
  /** What happened, in order: data for the trace, the ledger and the picture. */
  readonly notes: Note[];
  /** Messages sent in this step, each already in the queue unless the link was cut. */
  readonly sends: Message[];
}

/** The wall clock inside the simulation, whole milliseconds since 1970: what Kafka stamps records with. */
export function wallClockMs(ctx: Ctx): EpochMs {
  return ctx.cluster.epochMs + Math.floor(ctx.nowUs / MICROS_PER_MS);
}

export function note(ctx: Ctx, body: NoteBody): void {
  ctx.notes.push({ ...body, atUs: ctx.nowUs, event: ctx.event });
}

/**
 * Has a timer of a node looked at when `dueUs` comes. The caller has written `dueUs` into the field that the
 * timer's entry in the node's timer table reads; if the field says otherwise then, nothing happens.
 */
export function setTimer(
  ctx: Ctx,
  node: { readonly id: NodeId; readonly incarnation: number },
  timer: string,
  key: string,
  dueUs: Micros,
): void {
  const { queue } = ctx.cluster;
  push(queue, {
    kind: 'timer',
    dueUs: Math.max(dueUs, ctx.nowUs),
    seq: queue.nextSeq++,
    node: node.id,
    incarnation: node.incarnation,
    timer,
    key,
    causedBy: ctx.event,
  });
}

/** A whole number in [0, bound) from the node's own stream of chance; the node's `draws` counts them. */
export function draw(ctx: Ctx, node: { readonly id: NodeId; draws: number }, bound: number): number {
  return intAt(ctx.cluster.seed, streamOf(node.id), node.draws++, bound);
}
