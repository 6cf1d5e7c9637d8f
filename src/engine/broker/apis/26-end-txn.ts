/**
 * EndTxn (key 26): a producer commits or aborts its transaction. Answered once the decision is committed in
 * `__transaction_state`; the markers follow. From v5 on the answer has the epoch for the next transaction, and
 * sometimes another producer id (KIP-890).
 */
import { endTransaction } from '../../coordinator/transaction/end-transaction.ts';
import {
  TRANSACTION_VERSION_0,
  TRANSACTION_VERSION_2,
} from '../../coordinator/transaction/transaction-metadata.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

const FIRST_VERSION_WITH_EPOCH_BUMP = 5;

export function handleEndTxn(ctx: Ctx, broker: BrokerNode, request: Request<'EndTxn'>): void {
  const isNew = request.apiVersion >= FIRST_VERSION_WITH_EPOCH_BUMP;
  endTransaction(ctx, broker, {
    ...request.body,
    clientTransactionVersion: isNew ? TRANSACTION_VERSION_2 : TRANSACTION_VERSION_0,
    asker: { kind: 'producer', request },
  });
}
