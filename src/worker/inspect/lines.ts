/** Short ways to write what an inspection holds. */
import type { ConfigDefs, ConfigValue } from '../../protocol/config/config-def.ts';
import type { ConfigLine, Explanation, ExplanationCode, Fact, FactCode } from '../../view/inspection.ts';

export function fact(code: FactCode, value: string | number, params?: Fact['params']): Fact {
  return params ? { code, value, params } : { code, value };
}

export function because(code: ExplanationCode, params: Explanation['params'] = {}): Explanation {
  return { code, params };
}

/** Every config of a thing, by name, with its value now. */
export function configLines(
  defs: ConfigDefs,
  values: Readonly<Record<string, ConfigValue>>,
  scope: ConfigLine['scope'],
  takesEffect: (name: string) => ConfigLine['takesEffect'],
): ConfigLine[] {
  return Object.keys(defs)
    .sort()
    .map((name) => {
      const value = text(values[name] ?? null);
      return {
        name,
        value,
        isDefault: value === text(defs[name]!.default),
        scope,
        takesEffect: takesEffect(name),
      };
    });
}

function text(value: ConfigValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? value.join(',') : String(value);
}
