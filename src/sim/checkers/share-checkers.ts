/** The way to what is checked of share groups alone: it comes with their rules. */
import { part } from '../../engine/part.ts';

export const shareCheckers = part<typeof import('./accepted-stay-done.ts')>('checkers of share groups');
