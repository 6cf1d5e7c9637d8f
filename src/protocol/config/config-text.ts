/** A parsed value in Kafka's string form (ConfigDef.convertToString). */
import { type ConfigDef, type ConfigValue, FOR_EVER } from './config-def.ts';

const LARGEST_LONG = '9223372036854775807';

export function configText({ type }: ConfigDef, value: ConfigValue): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.join(',');
  if (type === 'LONG' && value === FOR_EVER) return LARGEST_LONG;
  return type === 'DOUBLE' ? doubleText(Number(value)) : String(value);
}

/** Double.toString of Java: an exponent from ten million up and below a thousandth, and never without a fraction. */
function doubleText(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0 || (size >= 1e-3 && size < 1e7))
    return withFraction(String(value));
  const [digits, exponent] = value.toExponential().split('e');
  return `${withFraction(digits!)}E${Number(exponent)}`;
}

function withFraction(digits: string): string {
  return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
}
