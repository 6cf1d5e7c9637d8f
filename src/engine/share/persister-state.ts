/** What a broker has asked of share coordinators and has no answer to yet. */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { OfTopic, PartitionResult } from '../../protocol/messages/83-initialize-share-group-state.ts';
import type { ReadPartitionResult } from '../../protocol/messages/84-read-share-group-state.ts';
import type { SummaryPartitionResult } from '../../protocol/messages/87-read-share-group-state-summary.ts';
import type { PersisterThen } from './persister-then.ts';

export type PersisterApi =
  | 'InitializeShareGroupState'
  | 'ReadShareGroupState'
  | 'WriteShareGroupState'
  | 'DeleteShareGroupState'
  | 'ReadShareGroupStateSummary';

/** What is told of a partition: of all APIs the errors, of some more. */
export type PersisterPartitionResult = PartitionResult &
  Partial<Omit<ReadPartitionResult & SummaryPartitionResult, keyof PartitionResult>>;

export type PersisterResult = readonly OfTopic<PersisterPartitionResult>[];

/** What somebody on this broker wants of partitions of one group, and what is to happen once all have answered. */
export interface PersisterCall {
  readonly api: PersisterApi;
  readonly groupId: string;
  readonly results: { readonly topicId: string; readonly partitions: PersisterPartitionResult[] }[];
  remaining: number;
  readonly then: PersisterThen;
}

/** One partition's part of a call. */
export interface PersisterRequest {
  readonly call: PersisterCall;
  readonly topicId: string;
  /** As the API has it in its request. */
  readonly asked: { readonly partition: number };
  /** How often it was sent, and how often its coordinator was looked for, without success. */
  failures: number;
  lookupFailures: number;
  /** After a failure, when it is tried again. */
  retryAtUs: Micros;
}

export interface Persister {
  /** Ready to be sent, by broker and API. */
  readonly unsent: Map<string, PersisterRequest[]>;
  /** Of which broker and API requests are under way. */
  readonly inFlight: Set<string>;
  /** Those that wait for another try. */
  retries: PersisterRequest[];
  retryTimerUs: Micros;
}

/** Kept with a request: what was sent together, or the one whose coordinator is looked for. */
export interface PersisterContext {
  readonly lane: string;
  readonly requests: readonly PersisterRequest[];
}

export function createPersister(): Persister {
  return { unsent: new Map(), inFlight: new Set(), retries: [], retryTimerUs: NEVER };
}
