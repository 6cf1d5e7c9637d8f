/** A TxnOffsetCommit goes on once the transaction's coordinator knows of the group's partition. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { TxnOffsetCommitResponse } from '../../protocol/messages/28-txn-offset-commit.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { respond } from '../broker/request-channel.ts';
import { coordinatorErrorOf } from '../coordinator/group/append-errors.ts';
import { checkPartitions } from '../coordinator/group/check-partitions.ts';
import { shardOf } from '../coordinator/group/coordinator-partitions.ts';
import { commitTransactionalOffset, txnOffsetCommitError } from '../coordinator/group/txn-offset-commit.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import type { Verification } from './pending-verification.ts';
import { NO_GUARD } from './verification-state-entry.ts';

export function commitVerified(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'TxnOffsetCommit'>,
  { errors, guards }: Verification,
): void {
  const checked = checkPartitions(broker, request.body);
  const [error = Errors.NONE] = errors.values();
  const [guard = NO_GUARD] = guards.values();
  const refusal = error === Errors.NONE ? commit(ctx, broker, request, checked, guard) : error;
  if (refusal !== Errors.NONE)
    respond(ctx, broker, request, txnOffsetCommitError(checked, forProducer(refusal)));
}

function commit(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'TxnOffsetCommit'>,
  checked: TxnOffsetCommitResponse,
  guard: number,
): ErrorCode {
  const shard = shardOf(broker, request.body.groupId);
  if (!shard) return Errors.NOT_COORDINATOR;
  return commitTransactionalOffset(ctx, broker, shard, request, checked, guard);
}

/** NETWORK_EXCEPTION is about the transaction's coordinator: this makes the producer try again with the group's. */
function forProducer(error: ErrorCode): ErrorCode {
  return error === Errors.NETWORK_EXCEPTION ? Errors.COORDINATOR_LOAD_IN_PROGRESS : coordinatorErrorOf(error);
}
