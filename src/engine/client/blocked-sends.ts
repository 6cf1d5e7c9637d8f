/**
 * What send() blocks on: the topic's partitions are not known yet, or `buffer.memory` is used up. The application
 * is one thread, so it waits with one record at a time, at most `max.block.ms` each, and all it was handed after
 * that record waits behind. After KafkaProducer.waitOnMetadata and BufferPool.allocate.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type Ctx, setTimer, wallClockMs } from '../ctx.ts';
import { transactions } from '../transaction/transactions.ts';
import type { ProducerNode } from './producer.ts';
import type { Records } from './record-accumulator.ts';
import { failRecords } from './record-failure.ts';

/** metadata: the partition is not known; buffer: there is no memory for another batch. */
export type BlockedOn = 'metadata' | 'buffer';

export interface BlockedSends {
  /** Handed over and not taken in, in order; send() blocks on the first record of the first entry. */
  waiting: { readonly topic: string; readonly records: Records }[];
  /** Null: nothing waits. */
  on: BlockedOn | null;
  /** When that record fails: the timer `block`. */
  dueUs: Micros;
}

export function createBlockedSends(): BlockedSends {
  return { waiting: [], on: null, dueUs: NEVER };
}

/** Whether the application's last call, be it of send() or to end a transaction, has not returned yet. */
export function isBlocked({ accumulator, transactionManager }: ProducerNode): boolean {
  const transaction = transactionManager?.transaction;
  return (
    accumulator.blocked.waiting.length > 0 || (!!transaction && transactions.rules().isBusy(transaction))
  );
}

/**
 * The first record of the first entry cannot be taken in now. False when it has waited for as long as it may, and
 * has failed: then the next one is to be tried.
 */
export function block(ctx: Ctx, producer: ProducerNode, on: BlockedOn): boolean {
  const { blocked } = producer.accumulator;
  if (blocked.dueUs === NEVER) blocked.dueUs = ctx.nowUs + producer.configs['max.block.ms'] * MICROS_PER_MS;
  if (blocked.dueUs <= ctx.nowUs) {
    failFirst(ctx, producer, on);
    return false;
  }
  if (blocked.on !== on) {
    blocked.on = on;
    setTimer(ctx, producer, 'block', '', blocked.dueUs);
  }
  return true;
}

function failFirst(ctx: Ctx, producer: ProducerNode, on: BlockedOn): void {
  const { topic, records } = producer.accumulator.blocked.waiting[0]!;
  failRecords(
    ctx,
    producer,
    topic,
    recordsBetween(records, 0, 1),
    on === 'buffer' ? 'BUFFER_EXHAUSTED' : 'METADATA_TIMEOUT',
  );
  passFirst(ctx, producer, 1);
}

/** So many records of the first entry are done with: the next is handed to send() just now. */
export function passFirst(ctx: Ctx, producer: ProducerNode, count: number): void {
  const { blocked } = producer.accumulator;
  if (count === 0) return;
  const { topic, records } = blocked.waiting.shift()!;
  const { length } = records.indexes;
  if (count < length)
    blocked.waiting.unshift({ topic, records: stamped(ctx, recordsBetween(records, count, length)) });
  blocked.dueUs = NEVER;
  blocked.on = null;
}

/** A record's time is when its send() was called, or when the wait for metadata was over. */
export function stamped(ctx: Ctx, records: Records): Records {
  const now = wallClockMs(ctx);
  return { ...records, timestamps: records.timestamps.map(() => now) };
}

export function recordsBetween(records: Records, from: number, to: number): Records {
  return {
    ...records,
    indexes: records.indexes.slice(from, to),
    keyIds: records.keyIds.slice(from, to),
    keySizes: records.keySizes.slice(from, to),
    valueSizes: records.valueSizes.slice(from, to),
    timestamps: records.timestamps.slice(from, to),
  };
}

/** What was handed over and never taken in, when the producer closes or ends. */
export function takeBlocked(producer: ProducerNode): BlockedSends['waiting'] {
  const { blocked } = producer.accumulator;
  blocked.dueUs = NEVER;
  blocked.on = null;
  const notBegun = producer.transactionManager?.transaction?.application.waiting.splice(0) ?? [];
  return [...blocked.waiting.splice(0), ...notBegun];
}
