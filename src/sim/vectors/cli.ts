import '../cli-all-parts.ts';
import { OWN_VECTORS_DIR, readVectorFiles } from './read-vector-files.ts';
import { reportLines } from './report.ts';
import { runVectorFiles } from './runner.ts';
import { VectorFileError } from './vector-file.ts';

const USAGE = 'usage: npm run -s vectors -- [DIR]';

/**
 * `npm run -s vectors -- [DIR]`; returns the exit code: 0 all passed, 1 some did not, 2 nothing could be run.
 */
function main(args: readonly string[]): number {
  if (args.length > 1 || args[0]?.startsWith('-')) {
    console.error(USAGE);
    return 2;
  }
  try {
    const summaries = runVectorFiles(readVectorFiles(args[0] ?? OWN_VECTORS_DIR));
    for (const line of reportLines(summaries)) console.log(line);
    return summaries.every(({ passed, total }) => passed === total) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof VectorFileError)) throw error;
    console.error(error.message);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
