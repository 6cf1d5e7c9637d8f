import '../cli-all-parts.ts';
import { parseArgs } from 'node:util';
import { OWN_VECTORS_DIR, readVectorFiles } from './read-vector-files.ts';
import { caseLines, reportLines } from './report.ts';
import { runVectorFiles } from './runner.ts';
import { VectorFileError } from './vector-file.ts';

const USAGE = 'usage: npm run -s vectors -- [DIR] [--kind KIND] [--case NUMBER]';

/**
 * Runs the vector files of a folder, or those of one kind; prints the first failures, or one case's in full.
 * Returns the exit code: 0 all passed, 1 some did not, 2 nothing could be run.
 */
function main(args: readonly string[]): number {
  const options = optionsOf(args);
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  try {
    const files = readVectorFiles(options.dir).filter(({ kind }) => kind === (options.kind ?? kind));
    const summaries = runVectorFiles(files);
    const lines =
      options.caseIndex === null ? reportLines(summaries) : caseLines(summaries, options.caseIndex);
    for (const line of lines) console.log(line);
    return summaries.every(({ passed, total }) => passed === total) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof VectorFileError)) throw error;
    console.error(error.message);
    return 2;
  }
}

interface Options {
  readonly dir: string;
  readonly kind: string | null;
  readonly caseIndex: number | null;
}

/** Null: not as the usage says. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { kind: { type: 'string' }, case: { type: 'string' } },
      allowPositionals: true,
    });
    const caseIndex = values.case === undefined ? null : Number(values.case);
    if (positionals.length > 1 || Number.isNaN(caseIndex)) return null;
    return { dir: positionals[0] ?? OWN_VECTORS_DIR, kind: values.kind ?? null, caseIndex };
  } catch {
    return null;
  }
}

process.exitCode = main(process.argv.slice(2));
