import type { KindRunner } from './kind-runner.ts';
import { checkMurmur2Partition } from './murmur2-partition.ts';

/** Kind of vector file -> who answers it. A kind that is missing here is not built yet. */
export const kinds: ReadonlyMap<string, KindRunner> = new Map<string, KindRunner>([
  ['murmur2-partition', checkMurmur2Partition],
]);
