import type { Failure, KindSummary } from './runner.ts';

const FAILURES_SHOWN_PER_KIND = 3;
const VALUE_WIDTH = 160;

/** What the command line prints: the first failures, then one line a kind. */
export function reportLines(summaries: readonly KindSummary[]): string[] {
  return [...summaries.flatMap(failureLines), ...summaries.map(countLine)];
}

/** One case of each kind, in full: where it first fails and how, nothing if it passes. */
export function caseLines(summaries: readonly KindSummary[], caseIndex: number): string[] {
  return summaries.flatMap(({ kind, failures }) =>
    failures
      .filter((failure) => failure.caseIndex === caseIndex)
      .map((failure) => failureLine(kind, failure, JSON.stringify)),
  );
}

function failureLines({ kind, failures }: KindSummary): string[] {
  const lines = failures.slice(0, FAILURES_SHOWN_PER_KIND).map((failure) => failureLine(kind, failure));
  const unshown = failures.length - lines.length;
  return unshown > 0 ? [...lines, `${kind}: ${unshown} more cases failed`] : lines;
}

function failureLine(
  kind: string,
  { file, caseIndex, step, expected, got }: Failure,
  write: (value: unknown) => string = short,
): string {
  const where = file.name === kind ? '' : ` of ${file.name}`;
  const at = step === null ? '' : `, ${step}`;
  return `${kind}: case ${caseIndex}${where}${at}: expected ${write(expected)}, got ${write(got)}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= VALUE_WIDTH ? text : `${text.slice(0, VALUE_WIDTH)}…`;
}

function countLine({ kind, passed, total }: KindSummary): string {
  return `${kind} ${passed} / ${total}`;
}
