/** From any JSON to a scenario, or to everything that is wrong with it. */
import * as v from 'valibot';
import { checkScenario } from './checks/scenario.ts';
import { errorAt, type ScenarioError, shown } from './errors.ts';
import { normalise } from './normalise.ts';
import type { Scenario } from './scenario.ts';
import { type ScenarioDocument, ScenarioSchema } from './schema.ts';
import { shapeErrors } from './shape-errors.ts';

export const SCENARIO_VERSION = 1;

export type ReadScenario = { readonly scenario: Scenario } | { readonly errors: readonly ScenarioError[] };

export function readScenario(json: unknown): ReadScenario {
  const newer = newerVersion(json);
  if (newer !== undefined)
    return { errors: [errorAt('version', 'too-new', { version: newer, newest: SCENARIO_VERSION })] };
  const shape = v.safeParse(ScenarioSchema, json);
  if (!shape.success) return { errors: shapeErrors(shape.issues) };
  const document: ScenarioDocument = shape.output;
  const errors = checkScenario(document);
  return errors.length > 0 ? { errors } : { scenario: normalise(document) };
}

/** From a file's text. */
export function readScenarioText(text: string): ReadScenario {
  const parsed = parseJson(text);
  return 'json' in parsed ? readScenario(parsed.json) : { errors: [parsed.error] };
}

export function parseJson(text: string): { readonly json: unknown } | { readonly error: ScenarioError } {
  try {
    return { json: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch (cause) {
    return {
      error: errorAt('', 'not-json', { reason: cause instanceof Error ? cause.message : shown(cause) }),
    };
  }
}

function newerVersion(json: unknown): number | undefined {
  if (typeof json !== 'object' || json === null || !('version' in json)) return undefined;
  const { version } = json;
  return typeof version === 'number' && version > SCENARIO_VERSION ? version : undefined;
}
