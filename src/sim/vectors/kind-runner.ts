import type { VectorFile } from './vector-file.ts';

/** Where the engine's answer first leaves Kafka's. */
export interface Mismatch {
  /** Which step or field of the case, in words; null when it has only one. */
  readonly step: string | null;
  readonly expected: unknown;
  readonly got: unknown;
}

export interface CaseResult {
  readonly caseIndex: number;
  /** Null: the case passed. */
  readonly mismatch: Mismatch | null;
}

/** Answers every case of a file of its kind, in order. Registered in `kinds.ts`. */
export type KindRunner = (file: VectorFile) => CaseResult[];

/**
 * A kind runner from a check of one case. The case's type is a promise made by the file's name, not
 * verified here; a case of another shape, like a rule that throws, is a mismatch and not a crash.
 */
export function checkEachCase<Case>(check: (vectorCase: Case) => Mismatch | null): KindRunner {
  return (file) =>
    file.cases.map((vectorCase, caseIndex) => {
      try {
        return { caseIndex, mismatch: check(vectorCase as Case) };
      } catch (error) {
        const got = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { caseIndex, mismatch: { step: null, expected: 'an answer', got } };
      }
    });
}
