/**
 * Kafka's own JSON form of a message (its `…JsonConverter` classes) and ours in memory. They differ where JSON has
 * no such value: bytes are base64; the vectors write records as hex instead. A tagged field at its default is
 * left out.
 */
import type { Fields, Type } from '../../protocol/schema/schema.ts';
import { isDefault } from '../../protocol/schema/tagged-fields.ts';
import { bytesFromHex, hexOf } from './hex.ts';

type Json = Readonly<Record<string, unknown>>;

export function messageFromJson(fields: Fields, json: Json): Json {
  return mapFields(fields, json, valueFromJson);
}

export function messageToJson(fields: Fields, message: Json): Json {
  const said = Object.fromEntries(
    Object.entries(message).filter(([name, value]) => {
      const field = fields[name];
      return field === undefined || field.tag === null || !isDefault(field, value);
    }),
  );
  return mapFields(fields, said, valueToJson);
}

type MapValue = (type: Type, value: unknown) => unknown;

function mapFields(fields: Fields, message: Json, mapValue: MapValue): Json {
  const entries = Object.entries(message).map(([name, value]) => {
    const field = fields[name];
    if (!field) throw new Error(`a field '${name}' is not described`);
    return [name, mapValue(field.type, value)];
  });
  return Object.fromEntries(entries);
}

function valueFromJson(type: Type, value: unknown): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'struct':
      return messageFromJson(type.fields, value as Json);
    case 'array':
      return (value as unknown[]).map((item) => valueFromJson(type.element, item));
    case 'bytes':
      return Uint8Array.from(Buffer.from(value as string, 'base64'));
    case 'records':
      return bytesFromHex(value as string);
    default:
      return value;
  }
}

function valueToJson(type: Type, value: unknown): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'struct':
      return messageToJson(type.fields, value as Json);
    case 'array':
      return (value as unknown[]).map((item) => valueToJson(type.element, item));
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'records':
      return hexOf(value as Uint8Array);
    default:
      return value;
  }
}
