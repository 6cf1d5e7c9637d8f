import type { CaseResult, KindRunner, Mismatch } from './kind-runner.ts';
import { kinds } from './kinds.ts';
import type { VectorFile } from './vector-file.ts';

export interface Failure extends Mismatch {
  readonly file: VectorFile;
  readonly caseIndex: number;
}

export interface KindSummary {
  readonly kind: string;
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly Failure[];
}

/**
 * Runs all files, one summary a kind in order of first appearance. A kind without a runner passes nothing.
 */
export function runVectorFiles(
  files: readonly VectorFile[],
  runners: ReadonlyMap<string, KindRunner> = kinds,
): KindSummary[] {
  const byKind = new Map<string, VectorFile[]>();
  for (const file of files) byKind.set(file.kind, [...(byKind.get(file.kind) ?? []), file]);
  return [...byKind].map(([kind, filesOfKind]) => summarize(kind, filesOfKind, runners.get(kind)));
}

function summarize(kind: string, files: readonly VectorFile[], run: KindRunner | undefined): KindSummary {
  const total = files.reduce((sum, file) => sum + file.cases.length, 0);
  if (run === undefined) return { kind, passed: 0, total, failures: [] };
  const failures = files.flatMap((file) => failuresOf(file, run(file)));
  return { kind, passed: total - failures.length, total, failures };
}

function failuresOf(file: VectorFile, results: readonly CaseResult[]): Failure[] {
  return results.flatMap(({ caseIndex, mismatch }) => (mismatch ? [{ file, caseIndex, ...mismatch }] : []));
}
