/**
 * A run as the fragment of an address: `k1.` and characters that hold the scenario, the seed, everything the
 * user did, the engine's version and a digest of where it ended. Nothing of it is sent to a server.
 */
import * as v from 'valibot';
import { builtInWithWordsOf, wordsOfBuiltIn } from './built-in-words.ts';
import { validateCommand } from './commands.ts';
import { denormalise } from './denormalise.ts';
import { denormaliseCommand } from './denormalise-command.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { pathOf, type ScenarioError } from './errors.ts';
import { pack, unpack } from './link-bytes.ts';
import { LINK_DICTIONARY_V1 } from './link-dictionary-v1.ts';
import { FORMAT_VERSION, migrated } from './migrations.ts';
import type { Run, TimedCommand } from './scenario.ts';
import { SeedSchema } from './schema-values.ts';
import { toMicros } from './time.ts';
import { parseJson, readScenario } from './validate.ts';

/** Why a link can't be opened; a sentence is made of it in the message catalogues. */
export type LinkError =
  | { readonly code: 'not-a-link' }
  | { readonly code: 'damaged' }
  /** Made by a later Kafkascope than this one. */
  | {
      readonly code: 'too-new';
      readonly what: 'format' | 'engine';
      readonly version: number;
      readonly newest: number;
    }
  | { readonly code: 'invalid-scenario'; readonly errors: readonly ScenarioError[] };

export interface DecodedRun {
  readonly run: Run;
  readonly engineVersion: number;
  /** The moment at which the link was made: to replay the run is to go there. */
  readonly atMs: number;
  /** Of the state at that moment. */
  readonly digest: string;
}

/** By format version; an entry never changes once links with it are out. */
const DICTIONARIES: Readonly<Record<number, string>> = { 1: LINK_DICTIONARY_V1 };

/** More than any run, and little enough for a phone: a link that unpacks to more is a bomb. */
const LIMIT_BYTES = 5_000_000;

const PayloadSchema = v.object({
  engine: v.pipe(v.number(), v.integer()),
  scenario: v.unknown(),
  /** The built-in scenario whose title and description it has; absent: the scenario has its own. */
  words: v.optional(v.string()),
  seed: v.optional(SeedSchema),
  /** The time of each action since the one before, microseconds: apart from the actions they pack better. */
  times: v.optional(v.array(v.pipe(v.number(), v.safeInteger()))),
  actions: v.optional(v.array(v.unknown())),
  /** The moment at which the link was made, microseconds, and the state's digest then. */
  until: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  digest: v.string(),
});
type Payload = v.InferOutput<typeof PayloadSchema>;

export async function encodeRun(run: Run, digest: string, atMs: number): Promise<string> {
  const { scenario, seed, actions } = run;
  const context = { brokers: scenario.cluster.brokers.length };
  const words = await builtInWithWordsOf(scenario);
  const { title, description, ...wordless } = denormalise(scenario);
  const payload: Payload = {
    engine: ENGINE_VERSION,
    ...(words === undefined
      ? { scenario: { title, description, ...wordless } }
      : { scenario: wordless, words }),
    ...(seed === scenario.seed ? {} : { seed }),
    ...(actions.length === 0
      ? {}
      : {
          times: deltas(actions.map(({ atMs }) => toMicros(atMs))),
          actions: actions.map(({ atMs, ...command }) => denormaliseCommand(command, context)),
        }),
    until: toMicros(atMs),
    digest,
  };
  const packed = await pack(JSON.stringify(payload), DICTIONARIES[FORMAT_VERSION] ?? '');
  return `k${FORMAT_VERSION}.${packed}`;
}

/** `fragment` as the address has it, with or without its `#`. */
export async function decodeRun(fragment: string): Promise<DecodedRun | { readonly error: LinkError }> {
  const [, versionText, packed] = /^#?k(\d{1,6})\.([\w-]*)$/.exec(fragment.trim()) ?? [];
  if (versionText === undefined || packed === undefined) return { error: { code: 'not-a-link' } };
  const version = Number(versionText);
  if (version > FORMAT_VERSION) return tooNew('format', version, FORMAT_VERSION);
  const dictionary = DICTIONARIES[version];
  const text = dictionary === undefined ? null : await unpack(packed, dictionary, LIMIT_BYTES);
  const parsed = text === null ? null : parseJson(text);
  if (!parsed || 'error' in parsed) return { error: { code: 'damaged' } };
  const shape = v.safeParse(PayloadSchema, migrated(version, parsed.json));
  return shape.success ? readPayload(shape.output) : { error: { code: 'damaged' } };
}

async function readPayload(payload: Payload): Promise<DecodedRun | { readonly error: LinkError }> {
  const { engine, times = [], actions = [], until, digest } = payload;
  if (engine > ENGINE_VERSION) return tooNew('engine', engine, ENGINE_VERSION);
  const read = readScenario(await worded(payload));
  if ('errors' in read) return { error: { code: 'invalid-scenario', errors: read.errors } };
  const { scenario } = read;
  if (times.length !== actions.length) return { error: { code: 'damaged' } };

  const commands: TimedCommand[] = [];
  const errors: ScenarioError[] = [];
  let micros = 0;
  for (const [index, action] of actions.entries()) {
    micros += times[index] ?? 0;
    const context = { brokers: scenario.cluster.brokers.length };
    const command = validateCommand(action, context, pathOf('actions', index));
    if ('errors' in command) errors.push(...command.errors);
    else commands.push({ ...command.command, atMs: micros / 1000 });
  }
  if (errors.length > 0) return { error: { code: 'invalid-scenario', errors } };
  const run: Run = { scenario, seed: payload.seed ?? scenario.seed, actions: commands };
  return { run, engineVersion: engine, atMs: until / 1000, digest };
}

async function worded({ scenario, words }: Payload): Promise<unknown> {
  const isDocument = typeof scenario === 'object' && scenario !== null;
  return isDocument && words !== undefined ? { ...(await wordsOfBuiltIn(words)), ...scenario } : scenario;
}

function tooNew(what: 'format' | 'engine', version: number, newest: number): { readonly error: LinkError } {
  return { error: { code: 'too-new', what, version, newest } };
}

function deltas(times: readonly number[]): number[] {
  return times.map((time, index) => time - (times[index - 1] ?? 0));
}
