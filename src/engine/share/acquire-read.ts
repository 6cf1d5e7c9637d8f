/** Reads the log for a ShareFetch and acquires what was read for its member (ShareFetchUtils.processFetchResponse). */
import { Errors } from '../../protocol/errors.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, draw } from '../ctx.ts';
import { type FetchDataInfo, isReadFailure, readIsolated } from '../log/read.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import type { Request } from '../network/message.ts';
import { partitionById, whyNotHosted } from '../replica/hosted-partition.ts';
import { withoutAborted } from './aborted-transactions.ts';
import { acquire, type ShareAcquiredRecords } from './acquire.ts';
import { onLogStartMoved } from './archive.ts';
import type { Acquirable } from './delayed-share-fetch.ts';
import { type FetchedPartition, withoutRecords } from './pending-share-requests.ts';
import type { ShareFetchParams } from './share-fetch-params.ts';
import { deliveryCountLimit, partitionMaxRecordLocks, recordLockDurationMs } from './share-group-config.ts';
import type { SharePartition } from './share-partition.ts';
import { armLockTimer, lockedUntilUs } from './share-partition-manager.ts';

export function acquireRead(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareFetch'>,
  params: ShareFetchParams,
  acquirable: readonly Acquirable[],
): FetchedPartition[] {
  let recordsLeft = request.body.maxRecords;
  return readAll(ctx, broker, params, acquirable).map(({ partition, fetchOffset, log, read }) => {
    if (!log) return withoutRecords(partition, whyNotHosted(broker, partition.topicId, partition.partition));
    if (read === 'out-of-range') {
      onLogStartMoved(partition, log.logStartOffset);
      return withoutRecords(partition);
    }
    const acquired = acquireFrom(ctx, broker, request, partition, fetchOffset, recordsLeft, read);
    recordsLeft -= acquired.count;
    return withRecords(partition, acquired, read.batches);
  });
}

interface Read extends Acquirable {
  readonly log: UnifiedLog | undefined;
  readonly read: FetchDataInfo | 'out-of-range';
}

const NOTHING_READ = 'out-of-range';

/** All are read before anything is acquired. The first batch comes whole, however large. */
function readAll(
  ctx: Ctx,
  broker: BrokerNode,
  { maxBytes, isolation }: ShareFetchParams,
  acquirable: readonly Acquirable[],
): Read[] {
  let left = maxBytes;
  let isFirst = true;
  const shares = sharesOf(ctx, broker, maxBytes, acquirable.length);
  return acquirable.map((of, index) => {
    const log = partitionById(broker, of.partition.topicId, of.partition.partition)?.log;
    if (!log || of.fetchOffset > log.logEndOffset) return { ...of, log, read: NOTHING_READ };
    const bytes = Math.min(shares[index]!, left);
    const read = readIsolated(log, of.fetchOffset, bytes, isFirst, isolation);
    if (isReadFailure(read)) return { ...of, log, read: NOTHING_READ };
    left = Math.max(0, left - read.sizeInBytes);
    if (read.sizeInBytes > 0) isFirst = false;
    return { ...of, log, read };
  });
}

/** The same for each; what does not divide goes to one of them (PartitionMaxBytesStrategy.UNIFORM). */
function sharesOf(ctx: Ctx, broker: BrokerNode, maxBytes: number, partitions: number): number[] {
  const share = Math.floor(maxBytes / partitions);
  const rest = maxBytes % partitions;
  const luckyOne = rest > 0 ? draw(ctx, broker, partitions) : -1;
  return Array.from({ length: partitions }, (_, index) => (index === luckyOne ? share + rest : share));
}

function acquireFrom(
  ctx: Ctx,
  broker: BrokerNode,
  { body }: Request<'ShareFetch'>,
  partition: SharePartition,
  fetchOffset: number,
  maxRecords: number,
  { batches, abortedTransactions }: FetchDataInfo,
): ShareAcquiredRecords {
  const { groupId } = partition;
  const lockDueUs = lockedUntilUs(ctx.nowUs, recordLockDurationMs(broker, groupId));
  const acquired = acquire(partition, {
    memberId: body.memberId!,
    shareAcquireMode: body.shareAcquireMode,
    batchSize: body.batchSize,
    maxRecords,
    fetchOffset,
    records: batches,
    lockDueUs,
    maxInFlightRecords: partitionMaxRecordLocks(broker, groupId),
    maxDeliveryCount: deliveryCountLimit(broker, groupId),
  });
  if (acquired.count > 0) armLockTimer(ctx, broker, partition, lockDueUs);
  return withoutAborted(partition, acquired, batches, abortedTransactions);
}

function withRecords(
  partition: SharePartition,
  { acquired }: ShareAcquiredRecords,
  batches: readonly RecordBatch[],
): FetchedPartition {
  const empty = withoutRecords(partition, Errors.NONE);
  if (acquired.length === 0) return empty;
  return { ...empty, data: { ...empty.data, records: sliced(batches, acquired), acquiredRecords: acquired } };
}

/** Only batches that hold acquired records are sent, and what lies between them. */
function sliced(
  batches: readonly RecordBatch[],
  acquired: ShareAcquiredRecords['acquired'],
): readonly RecordBatch[] {
  const first = acquired[0]!.firstOffset;
  const last = acquired.at(-1)!.lastOffset;
  const from = batches.findLastIndex(({ baseOffset }) => baseOffset <= first);
  return batches
    .slice(Math.max(0, from))
    .filter(({ baseOffset }, index) => index === 0 || baseOffset <= last);
}
