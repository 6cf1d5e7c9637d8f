/**
 * Kafka's configuration definitions as data: name, type, default, legal values. After Kafka's ConfigDef.
 * LONG's largest value is given as Number.MAX_SAFE_INTEGER, which is "for ever" in both.
 */
import { FOR_EVER, parseType } from './parse-type.ts';

export type ConfigType = 'BOOLEAN' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'STRING' | 'LIST' | 'CLASS';
export type ConfigValue = number | string | boolean | readonly string[] | null;

export interface ConfigDef<Value extends ConfigValue = ConfigValue> {
  readonly type: ConfigType;
  readonly default: Value;
  readonly min?: number;
  readonly max?: number;
  /** Legal though it is out of bounds. */
  readonly orElse?: number;
  readonly oneOf?: readonly string[];
  /** `oneOf` in capitals or not. The value is as it stands there. */
  readonly ignoreCase?: true;
  /** Broker configs: whether it can be changed without a restart (DynamicBrokerConfig). */
  readonly updateMode?: 'read-only' | 'per-broker' | 'cluster-wide';
}

export type ConfigDefs = Readonly<Record<string, ConfigDef>>;

/** The parsed values of a table of definitions, by Kafka's exact names. */
export type ConfigValues<Defs extends ConfigDefs> = {
  readonly [Name in keyof Defs]: Defs[Name] extends ConfigDef<infer Value> ? Value : never;
};

/** Why a value was refused; a sentence is made of it in the message catalogues. */
export type ConfigError =
  | { readonly code: 'unknown-config'; readonly name: string }
  | {
      readonly code: 'wrong-type';
      readonly name: string;
      readonly expected: ConfigType;
      readonly value: unknown;
    }
  | {
      readonly code: 'out-of-range';
      readonly name: string;
      readonly value: number;
      readonly min?: number;
      readonly max?: number;
    }
  | {
      readonly code: 'not-one-of';
      readonly name: string;
      readonly value: string;
      readonly allowed: readonly string[];
    };

const LARGEST: Partial<Record<ConfigType, number>> = { INT: 0x7fffffff, SHORT: 0x7fff, LONG: FOR_EVER };
const SMALLEST: Partial<Record<ConfigType, number>> = { INT: -0x80000000, SHORT: -0x8000, LONG: -FOR_EVER };

/** The value as its definition's type, from a scenario's JSON (a number, or Kafka's own string form), or why not. */
export function parseConfig(
  defs: ConfigDefs,
  name: string,
  raw: unknown,
): { value: ConfigValue } | { error: ConfigError } {
  const def = Object.hasOwn(defs, name) ? defs[name] : undefined;
  if (!def) return { error: { code: 'unknown-config', name } };
  const value = readAs(def, raw);
  if (value === undefined) return { error: { code: 'wrong-type', name, expected: def.type, value: raw } };
  const error = outOfBounds(def, name, value);
  return error ? { error } : { value };
}

function readAs(def: ConfigDef, raw: unknown): ConfigValue | undefined {
  if (raw === null) return def.default === null ? null : undefined;
  if (typeof raw === 'string') return knownCase(def, parseType(def.type, raw));
  switch (def.type) {
    case 'BOOLEAN':
      return typeof raw === 'boolean' ? raw : undefined;
    case 'STRING':
    case 'CLASS':
      return typeof raw === 'number' ? String(raw) : undefined;
    case 'LIST':
      return Array.isArray(raw) && raw.every((item) => typeof item === 'string')
        ? (raw as string[])
        : undefined;
    default:
      if (typeof raw !== 'number' || !Number.isFinite(raw)) return undefined;
      return def.type === 'DOUBLE' || Number.isInteger(raw) ? raw : undefined;
  }
}

function knownCase(
  { oneOf, ignoreCase }: ConfigDef,
  value: ConfigValue | undefined,
): ConfigValue | undefined {
  if (!ignoreCase || typeof value !== 'string') return value;
  return oneOf?.find((item) => item.toLowerCase() === value.toLowerCase()) ?? value;
}

function outOfBounds(def: ConfigDef, name: string, value: ConfigValue): ConfigError | null {
  if (typeof value === 'number' && value !== def.orElse) {
    const min = def.min ?? SMALLEST[def.type];
    const max = def.max ?? LARGEST[def.type];
    if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
      return { code: 'out-of-range', name, value, min, max };
    }
  }
  if (!def.oneOf || value === null) return null;
  for (const item of Array.isArray(value) ? value : [String(value)]) {
    if (!def.oneOf.includes(item)) return { code: 'not-one-of', name, value: item, allowed: def.oneOf };
  }
  return null;
}

/** Every config of a table, with the given ones (already parsed) in place of their defaults. */
export function withDefaults<Defs extends ConfigDefs>(
  defs: Defs,
  given: Readonly<Record<string, ConfigValue>>,
): ConfigValues<Defs> {
  const values: Record<string, ConfigValue> = {};
  for (const name of Object.keys(defs)) values[name] = defs[name]!.default;
  return { ...values, ...given } as ConfigValues<Defs>;
}

type Bounds = Pick<ConfigDef, 'min' | 'max' | 'orElse' | 'updateMode'>;

export const int = (value: number, bounds: Bounds = {}): ConfigDef<number> => ({
  type: 'INT',
  default: value,
  ...bounds,
});
export const long = (value: number, bounds: Bounds = {}): ConfigDef<number> => ({
  type: 'LONG',
  default: value,
  ...bounds,
});
export const short = (value: number, bounds: Bounds = {}): ConfigDef<number> => ({
  type: 'SHORT',
  default: value,
  ...bounds,
});
export const double = (value: number, bounds: Bounds = {}): ConfigDef<number> => ({
  type: 'DOUBLE',
  default: value,
  ...bounds,
});
export const nullableInt = (bounds: Bounds = {}): ConfigDef<number | null> => ({
  type: 'INT',
  default: null,
  ...bounds,
});
export const bool = (value: boolean, rest: Pick<ConfigDef, 'updateMode'> = {}): ConfigDef<boolean> => ({
  type: 'BOOLEAN',
  default: value,
  ...rest,
});
export const string = (value: string, oneOf?: readonly string[]): ConfigDef<string> => ({
  type: 'STRING',
  default: value,
  ...(oneOf ? { oneOf } : {}),
});
export const nullableString = (): ConfigDef<string | null> => ({ type: 'STRING', default: null });
export const list = (value: readonly string[], oneOf?: readonly string[]): ConfigDef<readonly string[]> => ({
  type: 'LIST',
  default: value,
  ...(oneOf ? { oneOf } : {}),
});
export { FOR_EVER };
