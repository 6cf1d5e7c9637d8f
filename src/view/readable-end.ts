import type { GroupCard } from './structure.ts';

/** Where what a group may read ends, and its lag with it: the high watermark, or the LSO under read_committed. */
export function readableEnd({
  readCommitted,
}: Pick<GroupCard, 'readCommitted'>): 'highWatermark' | 'lastStable' {
  return readCommitted ? 'lastStable' : 'highWatermark';
}
