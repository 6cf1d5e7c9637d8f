/**
 * What the application does between two polls: it works through the records that poll() handed over, one after
 * the other, each for the same time. The whole of it is one timer.
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import { type Ctx, note, setTimer } from '../ctx.ts';
import { transactions } from '../transaction/transactions.ts';
import type { ConsumerNode } from './consumer.ts';
import type { FetchedRecords } from './fetch-collector.ts';
import { resetPollTimeout } from './heartbeat.ts';

/** poll() returns with these records. */
export function handOver(ctx: Ctx, consumer: ConsumerNode, fetched: readonly FetchedRecords[]): void {
  const { application, processing } = consumer;
  let records = 0;
  for (const { count, ...run } of fetched) {
    records += count;
    note(ctx, { code: 'records-delivered', consumer: consumer.id, group: consumer.groupId, ...run });
  }
  application.phase = 'processing';
  application.processingRecords = records;
  setBusyUntil(ctx, consumer, ctx.nowUs + records * processing.perRecordUs);
  if (consumer.forwarding) transactions.rules().beginForwarding(ctx, consumer, fetched);
  resetPollTimeout(ctx, consumer);
}

export function setBusyUntil(ctx: Ctx, consumer: ConsumerNode, dueUs: Micros): void {
  consumer.application.busyUntilUs = dueUs;
  setTimer(ctx, consumer, 'processing', '', dueUs);
}

/** Makes the application slower or faster, for the rest of the records in hand too. */
export function setProcessing(ctx: Ctx, consumer: ConsumerNode, perRecordUs: Micros): void {
  const { application, processing } = consumer;
  const before = processing.perRecordUs;
  processing.perRecordUs = perRecordUs;
  if (application.busyUntilUs === NEVER || before === 0) return;
  const leftUs = Math.max(application.busyUntilUs - ctx.nowUs, 0);
  setBusyUntil(ctx, consumer, ctx.nowUs + Math.ceil((leftUs * perRecordUs) / before));
}
