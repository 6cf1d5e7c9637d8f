/** A Produce goes on once its transaction's coordinator knows of the partitions (ReplicaManager.handleProduceAppend). */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import { appendAndAnswer } from '../broker/apis/00-produce.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import type { TransactionSupportedOperation } from './add-partitions-state.ts';
import type { Verification } from './pending-verification.ts';

export function appendVerified(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Produce'>,
  operation: TransactionSupportedOperation,
  { errors, guards }: Verification,
): void {
  const told = [...errors].map(([key, error]): [string, ErrorCode] => [key, forProducer(error, operation)]);
  appendAndAnswer(ctx, broker, request, { errors: new Map(told), guards });
}

/**
 * Producers may not know what concerns coordinators: NOT_ENOUGH_REPLICAS makes them send the batch again without
 * looking for another leader. Those of TV2 do know CONCURRENT_TRANSACTIONS.
 */
function forProducer(error: ErrorCode, operation: TransactionSupportedOperation): ErrorCode {
  switch (error) {
    case Errors.NETWORK_EXCEPTION:
    case Errors.COORDINATOR_LOAD_IN_PROGRESS:
    case Errors.COORDINATOR_NOT_AVAILABLE:
    case Errors.NOT_COORDINATOR:
      return Errors.NOT_ENOUGH_REPLICAS;
    case Errors.CONCURRENT_TRANSACTIONS:
      return operation === 'addPartition' ? error : Errors.NOT_ENOUGH_REPLICAS;
    default:
      return error;
  }
}
