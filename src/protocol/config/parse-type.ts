/** How Kafka reads a config's text: ConfigDef.parseType. Spaces around it do not count. */
import type { ConfigType } from './config-def.ts';

/** LONG's largest value in Kafka; here the largest whole number that is exact. */
export const FOR_EVER = Number.MAX_SAFE_INTEGER;

const BITS = { SHORT: 16, INT: 32, LONG: 64 } as const;

/** What Double.parseDouble reads beside JavaScript's own forms: a trailing d or f. Hexadecimal is not read. */
const DOUBLE = /^([-+]?)(?:(NaN|Infinity)|((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[dDfF]?)$/;

/** Undefined: the text is not of this type, which Kafka refuses with ConfigException. */
export function parseType(type: ConfigType, text: string): number | string | boolean | string[] | undefined {
  const trimmed = text.trim();
  switch (type) {
    case 'BOOLEAN':
      return { true: true, false: false }[trimmed.toLowerCase()];
    case 'STRING':
    case 'CLASS':
      return trimmed;
    case 'LIST':
      return trimmed === '' ? [] : [...new Set(trimmed.split(/\s*,\s*/))];
    case 'DOUBLE':
      return parseDouble(trimmed);
    default:
      return parseWhole(trimmed, BITS[type]);
  }
}

function parseDouble(text: string): number | undefined {
  const [, sign, word, digits] = DOUBLE.exec(text) ?? [];
  const size = word ?? digits;
  return size === undefined ? undefined : Number(size) * (sign === '-' ? -1 : 1);
}

function parseWhole(text: string, bits: number): number | undefined {
  if (!/^[-+]?\d+$/.test(text)) return undefined;
  const exact = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(bits, exact) !== exact) return undefined;
  return Math.max(-FOR_EVER, Math.min(FOR_EVER, Number(exact)));
}
