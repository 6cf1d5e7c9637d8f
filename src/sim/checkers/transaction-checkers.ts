/** What is watched where there are transactions, through `transactionCheckers.rules()`. */

export { abortedStayUnread } from './aborted-stay-unread.ts';
export { followDecisions, notToBeRead } from './transaction-decisions.ts';
