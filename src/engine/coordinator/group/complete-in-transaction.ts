/** What was written for a transaction is committed, or was lost: whoever asked for it hears of it. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { respond } from '../../broker/request-channel.ts';
import type { Ctx } from '../../ctx.ts';
import { onTransactionCompleted } from '../../transaction/write-txn-markers.ts';
import { coordinatorErrorOf } from './append-errors.ts';
import type { TransactionCompletion } from './transaction-completion.ts';
import { txnOffsetCommitError } from './txn-offset-commit.ts';

/** `appendError` NONE: what was written is committed. */
export function completeInTransaction(
  ctx: Ctx,
  broker: BrokerNode,
  completion: TransactionCompletion,
  appendError: ErrorCode,
): void {
  if (completion.type === 'transaction-completed') {
    onTransactionCompleted(ctx, broker, completion.request.id, completion.at, appendError);
    return;
  }
  const { request, body } = completion;
  const isRefused = appendError !== Errors.NONE;
  respond(
    ctx,
    broker,
    request,
    isRefused ? txnOffsetCommitError(body, coordinatorErrorOf(appendError)) : body,
  );
}
