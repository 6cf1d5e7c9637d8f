/**
 * What is due, ordered by (time, sequence): a binary heap kept as a plain array, so that a checkpoint can
 * copy it. For timers it is only an index: the field that holds a timer's due time is the truth, and an entry
 * that the field no longer matches is dropped when it comes up.
 */
import type { EventId, Micros } from '../kernel/brand.ts';
import type { AnyRequest, Message } from './network/message.ts';
import type { NodeId } from './node.ts';

export type Scheduled =
  | { readonly kind: 'message'; readonly dueUs: Micros; readonly seq: number; readonly message: Message }
  /** A request whose turn has come on its connection to a broker. */
  | {
      readonly kind: 'next-request';
      readonly dueUs: Micros;
      readonly seq: number;
      readonly request: AnyRequest;
    }
  | {
      readonly kind: 'timer';
      readonly dueUs: Micros;
      readonly seq: number;
      readonly node: NodeId;
      readonly incarnation: number;
      readonly timer: string;
      /** Which of several timers of that name: a member id, a partition. */
      readonly key: string;
      readonly causedBy: EventId;
    };

export interface EventQueue {
  heap: Scheduled[];
  nextSeq: number;
}

export function createEventQueue(): EventQueue {
  return { heap: [], nextSeq: 0 };
}

function before(a: Scheduled, b: Scheduled): boolean {
  return a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.seq < b.seq);
}

export function push(queue: EventQueue, item: Scheduled): void {
  const { heap } = queue;
  let child = heap.length;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (before(heap[parent]!, item)) break;
    heap[child] = heap[parent]!;
    child = parent;
  }
  heap[child] = item;
}

export function peek(queue: EventQueue): Scheduled | undefined {
  return queue.heap[0];
}

export function pop(queue: EventQueue): Scheduled | undefined {
  const { heap } = queue;
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || first === last) return first;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (before(last, heap[child]!)) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = last;
  return first;
}
