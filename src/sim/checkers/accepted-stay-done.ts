/**
 * Of a share group: a record that was accepted, which its member has been told, is done with, whoever leads, and so is
 * never given to anybody again; and the start of a share partition never goes back while nobody resets it.
 */
import type { BrokerNode } from '../../engine/broker/broker.ts';
import type { Cluster } from '../../engine/cluster.ts';
import type { AnyRequest, Response } from '../../engine/network/message.ts';
import { isTerminal } from '../../engine/share/in-flight-state.ts';
import { floorBatch, type SharePartition } from '../../engine/share/share-partition.ts';
import { Errors } from '../../protocol/errors.ts';
import { type AcknowledgedTopic, AcknowledgeType } from '../../protocol/messages/78-share-fetch.ts';
import type { CheckerState, WatchedShare } from './checker-state.ts';
import type { Checker, Finding } from './checkers.ts';

type ShareResponse = Response<'ShareFetch'> | Response<'ShareAcknowledge'>;

export const acceptedStayDone: Checker = (state, cluster, { item, sends }) => {
  if (item?.kind === 'message' && item.message.kind === 'request') remember(state, item.message);
  if (item?.kind === 'next-request') remember(state, item.request);
  return sends.flatMap((message) =>
    message.kind === 'response' && (message.api === 'ShareFetch' || message.api === 'ShareAcknowledge')
      ? onResponse(state, cluster, message)
      : [],
  );
};

/** A response does not say whose it is, and it may be long in coming. */
function remember({ shares }: CheckerState, request: AnyRequest): void {
  if (request.api !== 'ShareFetch' && request.api !== 'ShareAcknowledge') return;
  const { groupId, topics } = request.body;
  shares.asked.set(request.id, { group: groupId ?? '', topics });
}

function onResponse({ shares }: CheckerState, cluster: Cluster, response: ShareResponse): Finding[] {
  const asked = shares.asked.get(response.requestId);
  shares.asked.delete(response.requestId);
  const broker = cluster.nodes.get(response.from);
  if (!asked || broker?.kind !== 'broker') return [];
  return response.body.responses.flatMap(({ topicId, partitions }) =>
    partitions.flatMap((told) => {
      const key = `${asked.group}:${topicId}:${told.partitionIndex}`;
      const partition = broker.share?.partitions.get(key);
      if (!partition) return [];
      const watched = watch(shares.partitions, key, partition);
      const error = 'acknowledgeErrorCode' in told ? told.acknowledgeErrorCode : told.errorCode;
      if (error === Errors.NONE)
        accept(watched, acknowledgementsOf(asked.topics, topicId, told.partitionIndex));
      return findingsOf(watched, key, partition, broker);
    }),
  );
}

/** A reset counts up the state's epoch, and all begins anew. */
function watch(
  watched: Map<string, WatchedShare>,
  key: string,
  { stateEpoch, startOffset }: SharePartition,
): WatchedShare {
  const known = watched.get(key);
  if (known && known.stateEpoch >= stateEpoch) return known;
  const fresh = { stateEpoch, startOffset, accepted: new Set<number>() };
  watched.set(key, fresh);
  return fresh;
}

function findingsOf(
  watched: WatchedShare,
  key: string,
  partition: SharePartition,
  { brokerId }: BrokerNode,
): Finding[] {
  const { startOffset, stateEpoch, state } = partition;
  if (state !== 'ACTIVE' || stateEpoch < watched.stateEpoch) return [];
  const before = watched.startOffset;
  watched.startOffset = Math.max(before, startOffset);
  for (const offset of watched.accepted) if (offset < startOffset) watched.accepted.delete(offset);
  if (startOffset < before)
    return [{ detail: `${key} begins at ${startOffset} on broker ${brokerId}, and began at ${before}` }];
  const undone = [...watched.accepted].find((offset) => !isDone(partition, offset));
  return undone === undefined
    ? []
    : [{ detail: `${key}: ${undone} was accepted, and is not done on broker ${brokerId}` }];
}

/** What is done is never given out. */
function isDone(partition: SharePartition, offset: number): boolean {
  const batch = partition.batches[floorBatch(partition, offset)];
  if (!batch || batch.lastOffset < offset) return false;
  const { state } = batch.batchState ?? batch.offsetStates![offset - batch.firstOffset]!;
  return isTerminal(state);
}

function acknowledgementsOf(topics: readonly AcknowledgedTopic[], topicId: string, partition: number) {
  return topics
    .filter((topic) => topic.topicId === topicId)
    .flatMap(({ partitions }) => partitions.filter(({ partitionIndex }) => partitionIndex === partition))
    .flatMap(({ acknowledgementBatches }) => acknowledgementBatches);
}

function accept(
  { accepted, startOffset }: WatchedShare,
  batches: ReturnType<typeof acknowledgementsOf>,
): void {
  for (const { firstOffset, lastOffset, acknowledgeTypes } of batches) {
    for (let offset = Math.max(firstOffset, startOffset); offset <= lastOffset; offset++) {
      const type = acknowledgeTypes[acknowledgeTypes.length > 1 ? offset - firstOffset : 0];
      if (type === AcknowledgeType.ACCEPT) accepted.add(offset);
    }
  }
}
