/** A parsed value in Kafka's string form (ConfigDef.convertToString). */
import { type ConfigDef, type ConfigValue, FOR_EVER } from './config-def.ts';

const LARGEST_LONG = '9223372036854775807';

export function configText({ type }: ConfigDef, value: ConfigValue): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.join(',');
  if (type === 'LONG' && value === FOR_EVER) return LARGEST_LONG;
  return type === 'DOUBLE' && Number.isInteger(value) ? `${value}.0` : String(value);
}
