/** What happened in a run, event by event, as `--events` prints it: each with its time, its number and its cause. */
import type { Scheduled } from '../engine/event-queue.ts';
import type { Note } from '../engine/note.ts';
import type { StepResult } from './simulation.ts';

export interface TraceEvent {
  readonly event: number;
  readonly timeMs: number;
  /** Number of the event that set this one in motion; 0: it came from outside. */
  readonly cause: number;
  readonly what: string;
  readonly notes: readonly Record<string, unknown>[];
}

export function traceEvent({ effects, command }: StepResult): TraceEvent {
  const { event, atUs, item, taken, notes } = effects;
  return {
    event,
    timeMs: atUs / 1000,
    cause: item ? causeOf(item) : 0,
    what: command
      ? `command ${command.command.do} (${command.author})`
      : item
        ? `${whatWasDue(item)}${taken ? '' : ' (nobody there)'}`
        : 'send()',
    notes: notes.map(plainNote),
  };
}

function causeOf(item: Scheduled): number {
  if (item.kind === 'timer') return item.causedBy;
  return item.kind === 'message' ? item.message.causedBy : item.request.causedBy;
}

function whatWasDue(item: Scheduled): string {
  if (item.kind === 'timer')
    return `timer ${item.node} ${item.timer}${item.key === '' ? '' : ` ${item.key}`}`;
  const message = item.kind === 'message' ? item.message : item.request;
  const name =
    message.kind === 'reset' ? 'connection reset' : `${message.api} v${message.apiVersion} ${message.kind}`;
  return `${name} ${message.from} -> ${message.to}`;
}

/** A note without the batches themselves, which are records and not news. */
function plainNote({ event: _, atUs: __, ...note }: Note): Record<string, unknown> {
  const plain: Record<string, unknown> = { ...note };
  if ('batch' in note) {
    plain.batch = {
      baseOffset: note.batch.baseOffset,
      lastOffset: note.batch.lastOffset,
      sizeInBytes: note.batch.sizeInBytes,
    };
  }
  delete plain.batches;
  return plain;
}
