/**
 * A golden-vector file: questions put to Apache Kafka's own classes, with their recorded answers.
 * Its `about` says in prose what was recorded and what to compare.
 */
export interface VectorFile {
  /** Where the file was read, for messages. */
  readonly path: string;
  /** As the file calls itself, for example `wire-messages-2`. */
  readonly name: string;
  /** The name less a trailing `-N`: which runner understands the cases. */
  readonly kind: string;
  readonly cases: readonly unknown[];
}

/** The file can't be used at all; the message names it and says why. */
export class VectorFileError extends Error {
  override readonly name = 'VectorFileError';
}

export function parseVectorFile(path: string, text: string): VectorFile {
  const json = parseJson(path, text);
  if (!isObject(json)) throw notAVectorFile(path, 'it holds no JSON object');
  const { name, about, cases } = json;
  if (typeof name !== 'string' || name === '') throw notAVectorFile(path, "it has no 'name'");
  if (!isObject(about)) throw notAVectorFile(path, "it has no 'about'");
  if (!Array.isArray(cases)) throw notAVectorFile(path, "it has no list of 'cases'");
  return { path, name, kind: name.replace(/-\d+$/, ''), cases };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new VectorFileError(`${path} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAVectorFile(path: string, reason: string): VectorFileError {
  return new VectorFileError(`${path} is not a vector file: ${reason}`);
}
