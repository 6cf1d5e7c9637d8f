/**
 * A client's end of its fetch session with one broker (KIP-227, Kafka's FetchSessionHandler): what the broker
 * has in mind, so that a request need only name what has changed since the last one.
 */
import { Errors } from '../../protocol/errors.ts';
import {
  type FetchPartition,
  type FetchRequest,
  type FetchResponse,
  FINAL_EPOCH,
  type ForgottenTopic,
  INITIAL_EPOCH,
  INVALID_SESSION_ID,
  nextSessionEpoch,
} from '../../protocol/messages/01-fetch.ts';

export interface FetchSessionHandler<Wanted extends PartitionToFetch = PartitionToFetch> {
  /** 0: none yet. */
  sessionId: number;
  /** Of the next request: 0 names all partitions and asks for a session, -1 gives it up. */
  sessionEpoch: number;
  /** By `topicId:partition`, what the broker was last asked. */
  sessionPartitions: Map<string, SessionPartition<Wanted>>;
  /** Counts the requests that were built. */
  built: number;
}

interface SessionPartition<Wanted> {
  of: Wanted;
  asked: FetchPartition;
  /** The number of the last request that it was wanted for. */
  wantedFor: number;
}

/** A partition that is to be fetched. Who asks the same again does well to pass the same object. */
export interface PartitionToFetch {
  readonly key: string;
  readonly topicId: string;
  readonly asked: FetchPartition;
}

export type SessionRequest = Pick<
  FetchRequest,
  'sessionId' | 'sessionEpoch' | 'topics' | 'forgottenTopicsData'
>;

const NONE: readonly never[] = [];

export function createFetchSessionHandler<Wanted extends PartitionToFetch>(): FetchSessionHandler<Wanted> {
  return {
    sessionId: INVALID_SESSION_ID,
    sessionEpoch: INITIAL_EPOCH,
    sessionPartitions: new Map(),
    built: 0,
  };
}

/**
 * The request for these partitions and no others: all of them in a full request, else the ones that the session
 * has not, or has otherwise, and those that it is to forget. Null: there is nothing to ask.
 */
export function buildFetch<Wanted extends PartitionToFetch>(
  handler: FetchSessionHandler<Wanted>,
  wanted: Iterable<Wanted>,
): SessionRequest | null {
  if (isFull(handler)) handler.sessionPartitions = new Map();
  handler.built++;
  const named: PartitionToFetch[] = [];
  let count = 0;
  for (const partition of wanted) {
    count++;
    if (isOtherwise(handler, partition)) named.push(partition);
  }
  const forgotten = count < handler.sessionPartitions.size ? takeUnwanted(handler) : NONE;
  if (count === 0 && forgotten.length === 0) return null;
  const { sessionId, sessionEpoch } = handler;
  return {
    sessionId,
    sessionEpoch,
    topics: named.length === 0 ? NONE : byTopic(named),
    forgottenTopicsData: forgotten.length === 0 ? NONE : forgottenByTopic(forgotten),
  };
}

function isFull({ sessionEpoch }: FetchSessionHandler): boolean {
  return sessionEpoch === INITIAL_EPOCH || sessionEpoch === FINAL_EPOCH;
}

function isOtherwise<Wanted extends PartitionToFetch>(
  { sessionPartitions, built }: FetchSessionHandler<Wanted>,
  wanted: Wanted,
): boolean {
  const { key, asked } = wanted;
  const known = sessionPartitions.get(key);
  if (!known) {
    sessionPartitions.set(key, { of: wanted, asked, wantedFor: built });
    return true;
  }
  known.of = wanted;
  known.wantedFor = built;
  if (known.asked === asked || asksTheSame(known.asked, asked)) return false;
  known.asked = asked;
  return true;
}

function asksTheSame(a: FetchPartition, b: FetchPartition): boolean {
  return (
    a.fetchOffset === b.fetchOffset &&
    a.logStartOffset === b.logStartOffset &&
    a.partitionMaxBytes === b.partitionMaxBytes &&
    a.currentLeaderEpoch === b.currentLeaderEpoch &&
    a.lastFetchedEpoch === b.lastFetchedEpoch
  );
}

function takeUnwanted({ sessionPartitions, built }: FetchSessionHandler): PartitionToFetch[] {
  const unwanted: PartitionToFetch[] = [];
  for (const [key, partition] of sessionPartitions) {
    if (partition.wantedFor === built) continue;
    sessionPartitions.delete(key);
    unwanted.push(partition.of);
  }
  return unwanted;
}

interface TopicToFetch {
  readonly topicId: string;
  readonly partitions: FetchPartition[];
}

/** Those of one topic that follow each other share an entry, as Kafka's builder does it. */
function byTopic(named: readonly PartitionToFetch[]): TopicToFetch[] {
  const topics: TopicToFetch[] = [];
  let last: TopicToFetch | undefined;
  for (const { topicId, asked } of named) {
    if (last?.topicId !== topicId) {
      last = { topicId, partitions: [] };
      topics.push(last);
    }
    last.partitions.push(asked);
  }
  return topics;
}

function forgottenByTopic(forgotten: readonly PartitionToFetch[]): ForgottenTopic[] {
  const topics = new Map<string, number[]>();
  for (const { topicId, asked } of forgotten) {
    const ofTopic = topics.get(topicId);
    if (ofTopic) ofTopic.push(asked.partition);
    else topics.set(topicId, [asked.partition]);
  }
  return Array.from(topics, ([topicId, partitions]) => ({ topicId, partitions }));
}

/** False: the session is not as we thought, the answer says nothing, and all partitions are named again. */
export function handleFetchResponse(
  handler: FetchSessionHandler,
  { errorCode, sessionId }: FetchResponse,
): boolean {
  if (errorCode === Errors.FETCH_SESSION_ID_NOT_FOUND) beginAnew(handler, INVALID_SESSION_ID);
  else if (errorCode !== Errors.NONE) handleFetchError(handler);
  else if (sessionId === INVALID_SESSION_ID) beginAnew(handler, INVALID_SESSION_ID);
  else {
    handler.sessionEpoch = nextSessionEpoch(isFull(handler) ? INITIAL_EPOCH : handler.sessionEpoch);
    handler.sessionId = sessionId;
  }
  return errorCode === Errors.NONE;
}

/** Nobody knows what became of the request: the session is given up for a new one. */
export function handleFetchError(handler: FetchSessionHandler): void {
  beginAnew(handler, handler.sessionId);
}

function beginAnew(handler: FetchSessionHandler, toClose: number): void {
  handler.sessionId = toClose;
  handler.sessionEpoch = INITIAL_EPOCH;
}

/** The request that gives the session up, if there is one. */
export function closeSession(handler: FetchSessionHandler): SessionRequest {
  handler.sessionEpoch = FINAL_EPOCH;
  return { sessionId: handler.sessionId, sessionEpoch: FINAL_EPOCH, topics: [], forgottenTopicsData: [] };
}
