/** Requests go on that have waited for a transaction's coordinator. */
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { appendVerified } from './append-verified.ts';
import { commitVerified } from './commit-verified.ts';
import type { PendingVerification } from './pending-verification.ts';

export function resumeVerified(ctx: Ctx, broker: BrokerNode, verified: readonly PendingVerification[]): void {
  for (const { request, operation, verification } of verified) {
    if (request.api === 'Produce')
      appendVerified(ctx, broker, request as Request<'Produce'>, operation, verification);
    else commitVerified(ctx, broker, request as Request<'TxnOffsetCommit'>, verification);
  }
}
