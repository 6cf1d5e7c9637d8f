/** From what was typed to a config's value, or to what is wrong with it by Kafka's rules. */
import { checkConfigs } from '../../scenario/checks/configs.ts';
import type { ScenarioError } from '../../scenario/errors.ts';
import { normaliseConfig } from '../../scenario/normalise-parts.ts';
import type { ConfigInput } from '../../scenario/scenario.ts';
import type { ConfigLine } from '../../view/inspection.ts';
import { definitionOf } from './config-defs.ts';

export type CheckedConfig = { readonly value: ConfigInput } | { readonly errors: readonly ScenarioError[] };

export function checkConfigInput(line: ConfigLine, typed: string, all: readonly ConfigLine[]): CheckedConfig {
  const { scope, name } = line;
  const value = normaliseConfig(name, fromText(line, typed));
  const others = all.filter((other) => !other.isDefault && other.name !== name);
  const given = Object.fromEntries(others.map((other) => [other.name, fromText(other, other.value)]));
  const errors = checkConfigs(scope, { ...given, [name]: value }, '');
  return errors.length > 0 ? { errors: errors.map((error) => ({ ...error, path: '' })) } : { value };
}

/** Values are shown as texts: `null` where Kafka has none. */
function fromText({ scope, name }: ConfigLine, text: string): ConfigInput {
  const trimmed = text.trim();
  const definition = definitionOf(scope, name);
  if (definition?.default === null && (trimmed === 'null' || trimmed === '')) return null;
  if (definition?.type === 'LIST')
    return trimmed
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  return trimmed;
}
