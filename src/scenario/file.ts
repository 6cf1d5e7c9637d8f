/** A run as a file that a person can read and change: the scenario, what the user did, and where it ended. */
import * as v from 'valibot';
import { validateCommand } from './commands.ts';
import { denormalise } from './denormalise.ts';
import { denormaliseTimedCommand } from './denormalise-command.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { errorAt, pathOf, type ScenarioError } from './errors.ts';
import { FORMAT_VERSION, migrated } from './migrations.ts';
import type { Run, TimedCommand } from './scenario.ts';
import { SeedSchema, TimeSchema } from './schema-values.ts';
import { shapeErrors } from './shape-errors.ts';
import { formatTime, parseTime } from './time.ts';
import { parseJson, readScenario } from './validate.ts';

export interface OpenedFile {
  readonly run: Run;
  /** When the run was saved, in which state and by which engine; null in a scenario document by itself. */
  readonly saved: SavedAt | null;
}

export interface SavedAt {
  readonly engineVersion: number;
  readonly atMs: number;
  readonly digest: string;
}

const FileSchema = v.strictObject({
  kafkascope: v.pipe(v.number(), v.integer(), v.minValue(1)),
  engine: v.pipe(v.number(), v.integer(), v.minValue(1)),
  scenario: v.unknown(),
  seed: v.optional(SeedSchema),
  actions: v.optional(v.array(v.looseObject({ at: TimeSchema }))),
  until: TimeSchema,
  digest: v.string(),
});

/** The file's text: the run, the moment at which it is saved, and the state's digest then. */
export function writeRunFile(run: Run, digest: string, atMs: number): string {
  const { scenario, seed, actions } = run;
  const context = { brokers: scenario.cluster.brokers.length };
  const file: v.InferInput<typeof FileSchema> = {
    kafkascope: FORMAT_VERSION,
    engine: ENGINE_VERSION,
    scenario: denormalise(scenario),
    ...(seed === scenario.seed ? {} : { seed }),
    ...(actions.length === 0
      ? {}
      : { actions: actions.map((action) => denormaliseTimedCommand(action, context)) }),
    until: formatTime(atMs),
    digest,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A saved run, or a scenario document by itself. */
export function readRunFile(text: string): OpenedFile | { readonly errors: readonly ScenarioError[] } {
  const parsed = parseJson(text);
  if ('error' in parsed) return { errors: [parsed.error] };
  const { json } = parsed;
  if (typeof json !== 'object' || json === null || !('kafkascope' in json)) return readBare(json);
  const { kafkascope: version } = json;
  if (typeof version === 'number' && version > FORMAT_VERSION)
    return { errors: [errorAt('kafkascope', 'too-new', { version, newest: FORMAT_VERSION })] };

  const shape = v.safeParse(FileSchema, typeof version === 'number' ? migrated(version, json) : json);
  if (!shape.success) return { errors: shapeErrors(shape.issues) };
  const { engine, until, digest, seed, actions = [] } = shape.output;
  if (engine > ENGINE_VERSION)
    return { errors: [errorAt('engine', 'too-new', { version: engine, newest: ENGINE_VERSION })] };
  const read = readScenario(shape.output.scenario);
  if ('errors' in read)
    return { errors: read.errors.map((error) => ({ ...error, path: pathOf('scenario', error.path) })) };
  const { scenario } = read;
  const commands = readActions(actions, scenario.cluster.brokers.length);
  if ('errors' in commands) return commands;
  const run: Run = { scenario, seed: seed ?? scenario.seed, actions: commands.actions };
  return { run, saved: { engineVersion: engine, atMs: parseTime(until), digest } };
}

function readBare(json: unknown): OpenedFile | { readonly errors: readonly ScenarioError[] } {
  const read = readScenario(json);
  if ('errors' in read) return read;
  const { scenario } = read;
  return { run: { scenario, seed: scenario.seed, actions: [] }, saved: null };
}

function readActions(
  documents: readonly { at: number | string }[],
  brokers: number,
): { readonly actions: TimedCommand[] } | { readonly errors: readonly ScenarioError[] } {
  const actions: TimedCommand[] = [];
  const errors: ScenarioError[] = [];
  for (const [index, { at, ...document }] of documents.entries()) {
    const read = validateCommand(document, { brokers }, pathOf('actions', index));
    if ('errors' in read) errors.push(...read.errors);
    else actions.push({ ...read.command, atMs: parseTime(at) });
  }
  return errors.length > 0 ? { errors } : { actions: actions.sort((a, b) => a.atMs - b.atMs) };
}
