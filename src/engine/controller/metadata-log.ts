/**
 * The log of `__cluster_metadata` at the controller: one batch for each change it made, committed at once since
 * this controller is alone. Brokers read it by Fetch and wait there for what comes next.
 */
import { type EpochMs, MICROS_PER_MS, type Micros, type Offset } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import {
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
} from '../../protocol/record-batch.ts';
import type { Timer } from '../behaviour.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { sendResponse } from '../network/network-client.ts';
import { CONTROLLER_ID, type NodeId } from '../node.ts';
import type { ControllerNode } from './controller.ts';
import { METADATA_TOPIC_ID } from './reserved-ids.ts';

/** Epoch of the one and only leader of the metadata quorum. */
const QUORUM_LEADER_EPOCH = 1;

/** About what a record of the metadata log takes; only bandwidth asks. */
const TYPICAL_RECORD_BYTES = 60;

export interface MetadataLog {
  batches: RecordBatch[];
  /** The offset that the next record gets. */
  endOffset: Offset;
}

/** A broker's fetch that waits for the next change. */
interface ParkedFetch {
  readonly request: Request<'Fetch'>;
  readonly expiresUs: Micros;
}

/** By the node that asks: a broker has one fetch of metadata under way. */
export type ParkedFetches = Map<NodeId, ParkedFetch>;

export function createMetadataLog(): MetadataLog {
  return { batches: [], endOffset: 0 };
}

/** Appends the records of one change as one batch; returns the offset of the first. */
export function appendToMetadataLog(
  log: MetadataLog,
  records: readonly MetadataRecord[],
  nowMs: EpochMs,
): Offset {
  const baseOffset = log.endOffset;
  log.batches.push({
    baseOffset,
    lastOffset: baseOffset + records.length - 1,
    partitionLeaderEpoch: QUORUM_LEADER_EPOCH,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    baseSequence: NO_SEQUENCE,
    timestampType: 'CreateTime',
    baseTimestamp: nowMs,
    maxTimestamp: nowMs,
    sizeInBytes: RECORD_BATCH_OVERHEAD + records.length * TYPICAL_RECORD_BYTES,
    records: { kind: 'metadata', records },
  });
  log.endOffset = baseOffset + records.length;
  return baseOffset;
}

/** Answers a broker's fetch, or parks it for up to its `maxWaitMs` when there is nothing new. */
export function handleMetadataFetch(ctx: Ctx, controller: ControllerNode, request: Request<'Fetch'>): void {
  const { parkedFetches } = controller;
  const { maxWaitMs } = request.body;
  if (fetchOffsetOf(request) < controller.log.endOffset || maxWaitMs === 0) {
    answerFetch(ctx, controller, request);
    return;
  }
  const expiresUs = ctx.nowUs + maxWaitMs * MICROS_PER_MS;
  parkedFetches.set(request.from, { request, expiresUs });
  setTimer(ctx, controller, 'metadata-fetch', request.from, expiresUs);
}

/** Something was appended: everybody who waits gets it. */
export function completeParkedFetches(ctx: Ctx, controller: ControllerNode): void {
  const waiting = [...controller.parkedFetches.values()];
  controller.parkedFetches.clear();
  for (const { request } of waiting) answerFetch(ctx, controller, request);
}

export const metadataLogTimers: Readonly<Record<string, Timer<ControllerNode>>> = {
  'metadata-fetch': {
    due: (controller, from) => controller.parkedFetches.get(from)?.expiresUs,
    fire(ctx, controller, from) {
      const parked = controller.parkedFetches.get(from);
      if (!parked) return;
      controller.parkedFetches.delete(from);
      answerFetch(ctx, controller, parked.request);
    },
  },
};

function fetchOffsetOf(request: Request<'Fetch'>): Offset {
  return request.body.topics[0]?.partitions[0]?.fetchOffset ?? 0;
}

function answerFetch(ctx: Ctx, controller: ControllerNode, request: Request<'Fetch'>): void {
  sendResponse(ctx, controller, request, fetchResponse(controller.log, fetchOffsetOf(request)));
}

function fetchResponse(log: MetadataLog, fetchOffset: Offset): FetchResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    sessionId: 0,
    responses: [
      {
        topicId: METADATA_TOPIC_ID,
        partitions: [
          {
            partitionIndex: 0,
            errorCode: Errors.NONE,
            highWatermark: log.endOffset,
            lastStableOffset: log.endOffset,
            logStartOffset: 0,
            divergingEpoch: { epoch: -1, endOffset: -1 },
            currentLeader: { leaderId: CONTROLLER_ID, leaderEpoch: QUORUM_LEADER_EPOCH },
            abortedTransactions: null,
            preferredReadReplica: -1,
            records: log.batches.slice(indexOfBatch(log, fetchOffset)),
          },
        ],
      },
    ],
  };
}

/** Index of the batch that holds an offset; the number of batches when it is the end. */
function indexOfBatch({ batches }: MetadataLog, offset: Offset): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (batches[middle]!.lastOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
