import { describe, expect, it } from 'vitest';
import { OWN_VECTORS_DIR, readVectorFiles } from './read-vector-files.ts';
import { reportLines } from './report.ts';
import { runVectorFiles } from './runner.ts';

describe("Apache Kafka's own answers", () => {
  const files = readVectorFiles(OWN_VECTORS_DIR);
  const kinds = new Set(files.map((file) => file.kind));

  it.each([...kinds])('%s', (kind) => {
    const summaries = runVectorFiles(files.filter((file) => file.kind === kind));
    const total = summaries.reduce((sum, summary) => sum + summary.total, 0);
    expect(total).toBeGreaterThan(0);
    expect(reportLines(summaries)).toEqual([`${kind} ${total} / ${total}`]);
  });
});
