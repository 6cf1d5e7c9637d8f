/** The ways to what is watched in runs with share groups, or with transactions, alone: it comes with their rules. */
import { part } from '../../engine/part.ts';

export const shareCheckers = part<typeof import('./accepted-stay-done.ts')>('checkers of share groups');
export const transactionRuns = part<typeof import('../transaction-runs.ts')>('runs with transactions');
