/**
 * One timer a consumer for all that poll() waits for by time: retries after a backoff, a connection that may
 * be tried again, the next auto-commit. It only ever moves to an earlier time; when it fires, the poll loop
 * looks at everything and asks for the next one.
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { ConsumerNode } from './consumer.ts';

export function wakeBy(ctx: Ctx, consumer: ConsumerNode, dueUs: Micros): void {
  const { application } = consumer;
  if (dueUs >= application.wakeUpUs || dueUs >= NEVER) return;
  application.wakeUpUs = Math.max(dueUs, ctx.nowUs);
  setTimer(ctx, consumer, 'wake-up', '', application.wakeUpUs);
}
