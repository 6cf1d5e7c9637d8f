/**
 * The way to transactions (KIP-98, KIP-447, KIP-890): their coordinators, their clients, and what partition leaders
 * and group coordinators do for them. Only producers with a `transactional.id` need them.
 */
import { part } from '../part.ts';

export const transactions = part<typeof import('./index.ts')>('transactions');
