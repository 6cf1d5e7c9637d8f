/** What a transactional producer asks coordinators, and the order in which it does (TransactionManager.TxnRequestHandler). */
import type { LeaderEpoch, Offset } from '../../../kernel/brand.ts';
import type { Transaction } from './transaction.ts';

export type TransactionalRequest = (
  | {
      readonly api: 'FindCoordinator';
      /** 0: of a group, 1: of transactions. */
      readonly keyType: 0 | 1;
      readonly key: string;
    }
  | { readonly api: 'InitProducerId' }
  | {
      readonly api: 'TxnOffsetCommit';
      readonly group: GroupMetadata;
      readonly offsets: readonly OffsetToCommit[];
      /** Names of those that are not answered with NONE yet. */
      readonly open: Set<string>;
    }
  | { readonly api: 'EndTxn'; readonly committed: boolean }
) & {
  /** It was sent before, or could not be: the sender sleeps for `retry.backoff.ms` first. */
  isRetry: boolean;
  /** It has slept already. */
  hasSlept: boolean;
};

/** Who a consumer is in its group, so that a zombie's offsets are refused (ConsumerGroupMetadata, KIP-447). */
export interface GroupMetadata {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

export interface OffsetToCommit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: Offset;
  readonly leaderEpoch: LeaderEpoch;
}

/** What a request in flight is remembered by. */
export interface TransactionalContext {
  readonly kind: 'transactional';
}

/** Lower goes first. */
const PRIORITY: Readonly<Record<TransactionalRequest['api'], number>> = {
  FindCoordinator: 0,
  InitProducerId: 1,
  TxnOffsetCommit: 2,
  EndTxn: 3,
};

/** Behind all that go no later. */
export function enqueue({ requests }: Transaction, request: TransactionalRequest): void {
  let at = requests.length;
  while (at > 0 && PRIORITY[requests[at - 1]!.api] > PRIORITY[request.api]) at--;
  requests.splice(at, 0, request);
}

/** To be sent again, after a backoff. */
export function reenqueue(transaction: Transaction, request: TransactionalRequest): void {
  request.isRetry = true;
  request.hasSlept = false;
  enqueue(transaction, request);
}

export function newRequest<Request>(request: Request): Request & { isRetry: boolean; hasSlept: boolean } {
  return { ...request, isRetry: false, hasSlept: false };
}

/** Whose coordinator answers it; null: any broker does. */
export function coordinatorKeyOf(
  { transactionalId }: Transaction,
  request: TransactionalRequest,
): { readonly keyType: 0 | 1; readonly key: string } | null {
  if (request.api === 'FindCoordinator') return null;
  return request.api === 'TxnOffsetCommit'
    ? { keyType: 0, key: request.group.groupId }
    : { keyType: 1, key: transactionalId };
}

/** Forgets the coordinator that the request needs, and asks for it anew, which goes before everything. */
export function lookupCoordinator(transaction: Transaction, request: TransactionalRequest): void {
  const of = coordinatorKeyOf(transaction, request);
  if (!of) return;
  if (of.keyType === 0) transaction.groupCoordinatorId = -1;
  else transaction.coordinatorId = -1;
  enqueue(transaction, newRequest({ api: 'FindCoordinator', ...of }));
}
