/** What a producer makes a transaction of, while it is being typed. */
import type { TransactionsSpec } from '../../scenario/scenario.ts';

export const FIRST_TRANSACTIONS: TransactionsSpec = { records: 10, abortEvery: 0, holdMs: 0 };

/** Whether the numbers are within their bounds, and whole. */
export function isWhole({ records, abortEvery, holdMs }: TransactionsSpec): boolean {
  return (
    Number.isInteger(records) &&
    records >= 1 &&
    Number.isInteger(abortEvery) &&
    abortEvery >= 0 &&
    holdMs >= 0 &&
    holdMs <= 1e9
  );
}
