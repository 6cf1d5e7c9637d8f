/**
 * The application around a share consumer: poll(), work on the records, say what became of each, poll() again. With
 * `share.acknowledgement.mode=implicit` the next poll() accepts all of them. After ShareConsumerImpl.poll, written as
 * one turn that never waits.
 */
import { MICROS_PER_MS, type Micros } from '../../../kernel/brand.ts';
import { AcknowledgeType } from '../../../protocol/messages/78-share-fetch.ts';
import { type Ctx, note } from '../../ctx.ts';
import { inFlightCount } from '../../network/network-client.ts';
import { endProcess } from '../../process.ts';
import { maybeUpdateMetadata } from '../client-metadata.ts';
import { leaveConsumerGroup } from '../consumer-heartbeat.ts';
import { onConsumerPoll } from '../consumer-membership.ts';
import { knownCoordinator } from '../coordinator-lookup.ts';
import { resetPollTimeout } from '../heartbeat.ts';
import { noteRevoked } from '../partition-ownership.ts';
import { handOver } from '../records-processing.ts';
import { assignedPartitions, setAssignment } from '../subscription-state.ts';
import { wakeBy } from '../wake-up.ts';
import { acknowledged } from './acknowledgements.ts';
import { collectShareFetch } from './share-collector.ts';
import type { SharingConsumer } from './share-consumer.ts';
import { closeShareSessions, runShareRequests } from './share-fetcher.ts';

/** DEFAULT_CLOSE_TIMEOUT_MS. */
const CLOSE_TIMEOUT_MS = 30_000;

/** Takes the application as far as it gets, and then the thread beside it. */
export function runShareApplication(ctx: Ctx, consumer: SharingConsumer): void {
  const { application } = consumer;
  if (application.phase === 'polling') {
    if (application.thrown !== null) fail(ctx, consumer, application.thrown);
    else if (application.closeRequested) beginClose(ctx, consumer);
    else poll(ctx, consumer);
  }
  if (application.phase === 'closing') close(ctx, consumer);
  else runShareRequests(ctx, consumer);
}

function poll(ctx: Ctx, consumer: SharingConsumer): void {
  const { share, configs } = consumer;
  maybeUpdateMetadata(ctx, consumer);
  onConsumerPoll(ctx, consumer);
  resetPollTimeout(ctx, consumer);
  const said = share.inHand.map((each) => acknowledged(each, () => nextType(consumer)));
  share.inHand = [];
  const { records, inHand } = collectShareFetch(share, configs['max.poll.records']);
  if (records.length === 0) {
    // Gaps alone are nothing to hand over, yet the broker is told of them.
    share.byThemselves.push(...inHand);
    share.withFetch.push(...said);
    share.fetchMoreRecords = true;
    return;
  }
  share.byThemselves.push(...said);
  share.inHand = [...inHand];
  handOver(ctx, consumer, records);
}

/** What the application says of the next record that it has worked on. */
function nextType({ share }: SharingConsumer): number {
  const { rejectEvery, releaseEvery } = share.handling;
  share.handled++;
  if (isTurn(share.handled, rejectEvery)) return AcknowledgeType.REJECT;
  return isTurn(share.handled, releaseEvery) ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT;
}

function isTurn(count: number, every: number): boolean {
  return every > 0 && count % every === 0;
}

function fail(ctx: Ctx, consumer: SharingConsumer, exception: string): void {
  const { application } = consumer;
  application.failure = exception;
  application.thrown = null;
  note(ctx, { code: 'consumer-error', consumer: consumer.id, error: exception });
  beginClose(ctx, consumer);
}

/**
 * close(): what the application has said of records is sent, and the sessions end; then it leaves the group. Records
 * that nothing was said of are released, and so are those that only the next poll() would have accepted.
 */
function beginClose(ctx: Ctx, consumer: SharingConsumer): void {
  const { application, configs, share } = consumer;
  application.phase = 'closing';
  const timeoutMs = Math.min(CLOSE_TIMEOUT_MS, configs['request.timeout.ms']);
  const deadlineUs: Micros = ctx.nowUs + timeoutMs * MICROS_PER_MS;
  application.closing = { step: 'sessions', deadlineUs };
  share.fetchMoreRecords = false;
  if (configs['share.acknowledgement.mode'] === 'explicit')
    share.byThemselves.push(...share.inHand.map((each) => acknowledged(each, () => nextType(consumer))));
  share.inHand = [];
  share.buffer = [];
  closeShareSessions(ctx, consumer);
}

function close(ctx: Ctx, consumer: SharingConsumer): void {
  const { application, share, subscriptions } = consumer;
  const closing = application.closing!;
  if (closing.step === 'sessions') {
    if (waits(ctx, consumer, share.pendingBrokers.size > 0)) return;
    closing.step = 'leave';
    noteRevoked(ctx, consumer, assignedPartitions(subscriptions), false);
    setAssignment(subscriptions, []);
    leaveConsumerGroup(ctx, consumer);
  }
  if (!waits(ctx, consumer, isLeaving(ctx, consumer))) endProcess(ctx, consumer, 'close');
}

function isLeaving(ctx: Ctx, consumer: SharingConsumer): boolean {
  const coordinator = knownCoordinator(ctx, consumer);
  return coordinator !== null && inFlightCount(consumer.client, coordinator, 'coordinator') > 0;
}

function waits(ctx: Ctx, consumer: SharingConsumer, isPending: boolean): boolean {
  const { deadlineUs } = consumer.application.closing!;
  if (!isPending || ctx.nowUs >= deadlineUs) return false;
  wakeBy(ctx, consumer, deadlineUs);
  return true;
}
