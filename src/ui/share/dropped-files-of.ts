import type { Run } from '../../scenario/scenario.ts';
import { isData, workloadsOf } from '../session/workloads.ts';

/** Names of the user's own files that a run replays. */
export function droppedFilesOf(run: Run): string[] {
  const names = workloadsOf(run)
    .filter(isData)
    .flatMap(({ source }) => ('file' in source ? [source.file] : []));
  return [...new Set(names)];
}
