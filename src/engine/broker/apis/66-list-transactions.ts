/**
 * ListTransactions (key 66), v2: the transactional ids that a broker coordinates (KIP-664), those in some states, of
 * some producers, open for longer than a duration (KIP-994), or with ids that a pattern of RE2 fits (KIP-1152).
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { ListTransactionsRequest } from '../../../protocol/messages/66-list-transactions.ts';
import { matchingTopics, topicRegexError } from '../../coordinator/group/consumer/topic-regex.ts';
import {
  describeTransactions,
  type TransactionDescription,
} from '../../coordinator/transaction/describe-transactions.ts';
import { TRANSACTION_STATES } from '../../coordinator/transaction/transaction-state.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleListTransactions(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ListTransactions'>,
): void {
  const { stateFilters, transactionalIdPattern } = request.body;
  const isPatternValid = !transactionalIdPattern || topicRegexError(transactionalIdPattern) === null;
  const errorCode: ErrorCode = isPatternValid ? Errors.NONE : Errors.INVALID_REGULAR_EXPRESSION;
  const isUnknown = (name: string) => !(TRANSACTION_STATES as readonly string[]).includes(name);
  const included = isPatternValid
    ? describeTransactions(broker).filter((each) => isIncluded(ctx, each, request.body))
    : [];
  respond(ctx, broker, request, {
    throttleTimeMs: 0,
    errorCode,
    unknownStateFilters: isPatternValid ? stateFilters.filter(isUnknown) : [],
    transactionStates: included.map(({ transactionalId, producerId, state }) => ({
      transactionalId,
      producerId,
      transactionState: state,
    })),
  });
}

function isIncluded(
  ctx: Ctx,
  { transactionalId, producerId, state, startTimeMs }: TransactionDescription,
  { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern }: ListTransactionsRequest,
): boolean {
  if (producerIdFilters.length > 0 && !producerIdFilters.includes(producerId)) return false;
  if (stateFilters.length > 0 && !stateFilters.includes(state)) return false;
  if (durationFilter >= 0 && wallClockMs(ctx) - startTimeMs <= durationFilter) return false;
  return !transactionalIdPattern || matchingTopics(transactionalIdPattern, [transactionalId]).length > 0;
}
