/**
 * The client's half of a share session (ShareSessionHandler): each request to a broker names only what is new, the
 * partitions that it no longer wants, and what it acknowledges. The broker knows the rest.
 */
import { groupBy } from '../../../kernel/group-by.ts';
import {
  type AcknowledgedTopic,
  FINAL_SHARE_EPOCH,
  INITIAL_SHARE_EPOCH,
  nextShareEpoch,
} from '../../../protocol/messages/78-share-fetch.ts';
import { type Acknowledgements, batchesOf } from './acknowledgements.ts';

/** A partition by the id of its topic. */
export interface SharedPartition {
  readonly topicId: string;
  readonly partition: number;
}

export interface ShareSession {
  /** Of the next request. */
  epoch: number;
  /** What the broker knows that the member wants, by `topicId:partition`. */
  readonly partitions: Map<string, SharedPartition>;
}

export function createShareSession(): ShareSession {
  return { epoch: INITIAL_SHARE_EPOCH, partitions: new Map() };
}

export function isNewSession({ epoch }: ShareSession): boolean {
  return epoch === INITIAL_SHARE_EPOCH;
}

function keyOf({ topicId, partition }: SharedPartition): string {
  return `${topicId}:${partition}`;
}

export interface ShareSessionRequest {
  readonly topics: readonly AcknowledgedTopic[];
  readonly forgottenTopicsData: readonly {
    readonly topicId: string;
    readonly partitions: readonly number[];
  }[];
}

/** Takes into the session what is wanted from now on. */
export function buildShareFetch(
  session: ShareSession,
  wanted: readonly SharedPartition[],
  acknowledgements: readonly Acknowledgements[],
): ShareSessionRequest {
  const { partitions } = session;
  const next = new Map(wanted.map((partition) => [keyOf(partition), partition]));
  const removed: SharedPartition[] = [];
  if (!isNewSession(session)) {
    for (const [key, partition] of partitions) {
      if (next.has(key)) continue;
      partitions.delete(key);
      removed.push(partition);
    }
  }
  const added = isNewSession(session)
    ? [...new Map([...partitions, ...next]).values()]
    : wanted.filter((partition) => !partitions.has(keyOf(partition)));
  for (const [key, partition] of next) partitions.set(key, partition);
  return {
    topics: topicsOf(added, acknowledgements),
    forgottenTopicsData: Array.from(
      groupBy(removed, ({ topicId }) => topicId),
      ([topicId, ofTopic]) => ({ topicId, partitions: ofTopic.map(({ partition }) => partition) }),
    ),
  };
}

export function topicsOf(
  added: readonly SharedPartition[],
  acknowledgements: readonly Acknowledgements[],
): AcknowledgedTopic[] {
  const named = new Map<string, SharedPartition>();
  for (const partition of [...added, ...acknowledgements]) named.set(keyOf(partition), partition);
  const byTopic = groupBy(named.values(), ({ topicId }) => topicId);
  return Array.from(byTopic, ([topicId, ofTopic]) => ({
    topicId,
    partitions: ofTopic.map(({ partition }) => ({
      partitionIndex: partition,
      acknowledgementBatches: acknowledgements
        .filter((each) => each.topicId === topicId && each.partition === partition)
        .flatMap(batchesOf),
    })),
  }));
}

/** The broker has taken the request, or refused it as a whole for a reason that leaves the session as it is. */
export function advance(session: ShareSession): void {
  session.epoch = nextShareEpoch(session.epoch);
}

/** The session is not what either end thinks: the next request begins a new one. */
export function restart(session: ShareSession): void {
  session.epoch = INITIAL_SHARE_EPOCH;
}

export function finish(session: ShareSession): void {
  session.epoch = FINAL_SHARE_EPOCH;
}
