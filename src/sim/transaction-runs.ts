/** What only runs with transactions need, or with consumers that send on what they read: `transactionRuns.rules()`. */
import { abortedStayUnread } from './checkers/aborted-stay-unread.ts';
import type { Checker } from './checkers/checkers.ts';
import { forwardedExactlyOnce } from './checkers/forwarded-exactly-once.ts';

export { followDecisions, notToBeRead } from './checkers/transaction-decisions.ts';
export { followForwarders, forwardsOf, launchForwarder, refusalByForwarders } from './forwarders.ts';

export const TRANSACTION_CHECKERS: Readonly<Record<string, Checker>> = {
  'aborted-stay-unread': abortedStayUnread,
  'forwarded-exactly-once': forwardedExactlyOnce,
};
