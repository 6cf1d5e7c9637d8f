/** A dissected message as the page shows it: values as they read, and what numbers stand for by Kafka's names. */
import { ApiKeys, apiKeyNames } from '../../../protocol/api-keys.ts';
import type { DissectedField } from '../../../protocol/dissect/dissect-message.ts';
import { Errors } from '../../../protocol/errors.ts';
import { controlRecordTypes } from '../../../protocol/records/control-record.ts';
import { coordinatorRecordSchemas } from '../../../protocol/schemas/coordinator-records.ts';
import { metadataRecordSchemas } from '../../../protocol/schemas/metadata-records.ts';
import { shareStateRecordSchemas } from '../../../protocol/schemas/share-state-records.ts';
import { transactionLogRecordSchemas } from '../../../protocol/schemas/transaction-log-records.ts';
import type { ByteField } from '../../../view/bytes.ts';

/** What surrounds a field and says more of it than its bytes do. */
export interface FieldContext {
  /** Name of a topic by its id. */
  readonly topicName: (topicId: string) => string | undefined;
  /** Whether the checksum of the batch that begins there is right. */
  readonly isBatchValid: (from: number) => boolean;
}

/** The batch around a record, for what its records tell as a difference. */
interface Batch {
  readonly from: number;
  readonly baseOffset: number;
  readonly baseTimestamp: number;
}

export function viewFields(fields: readonly DissectedField[], context: FieldContext): ByteField[] {
  return fields.map((field) => viewField(field, [], context, null));
}

function viewField(
  field: DissectedField,
  around: readonly string[],
  context: FieldContext,
  outer: Batch | null,
): ByteField {
  const { name, type, value, from, to, tag } = field;
  const batch = type === 'record batch' ? batchOf(field.inner) : outer;
  const path = [...around, name ?? type];
  return {
    name,
    type,
    value: readable(field),
    items: Array.isArray(value)
      ? value.length
      : type.startsWith('array of record')
        ? (value as number)
        : null,
    from,
    to,
    tag,
    meaning: meaningOf(field, around, context, batch),
    valid: name === 'crc' && type === 'uint32' && batch ? context.isBatchValid(batch.from) : null,
    inner: field.inner.map((each) => viewField(each, path, context, batch)),
  };
}

/** For a batch that is looked at alone. */
export function viewBatch(fields: readonly DissectedField[], context: FieldContext): ByteField[] {
  const batch = batchOf(fields);
  return fields.map((field) => viewField(field, ['record batch'], context, batch));
}

function batchOf(fields: readonly DissectedField[]): Batch {
  const numberOf = (name: string): number => fields.find((field) => field.name === name)?.value as number;
  return {
    from: fields[0]?.from ?? 0,
    baseOffset: numberOf('baseOffset'),
    baseTimestamp: numberOf('baseTimestamp'),
  };
}

/** More of a value than this is left to its bytes. */
const MOST_CHARACTERS = 400;

const decoder = new TextDecoder('utf-8', { fatal: true });

function readable({ type, value, inner }: DissectedField): ByteField['value'] {
  if (type === 'record' || type === 'record batch') return null;
  if (value instanceof Uint8Array) return inner.length > 0 ? null : textOf(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

/** UTF-8 if it is, else hex. */
function textOf(bytes: Uint8Array): string {
  try {
    const text = decoder.decode(bytes);
    return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  } catch {
    const shown = Array.from(bytes.subarray(0, MOST_CHARACTERS / 3), (byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    return `0x ${shown.join(' ')}${shown.length < bytes.length ? '…' : ''}`;
  }
}

const errorNames = new Map<number, string>(Object.entries(Errors).map(([name, code]) => [code, name]));
const apiNames = new Map<number, string>(apiKeyNames.map((name) => [ApiKeys[name].key, name]));

/** By Kafka's name, null: the code is none that nodes here know. */
export function errorName(code: number): string | null {
  return errorNames.get(code) ?? null;
}

const MEANINGS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  acks: { [-1]: 'all', 0: 'none', 1: 'leader' },
  isolationLevel: { 0: 'read_uncommitted', 1: 'read_committed' },
  keyType: { 0: 'GROUP', 1: 'TRANSACTION', 2: 'SHARE' },
  resourceType: { 2: 'TOPIC', 4: 'BROKER', 16: 'CLIENT_METRICS', 32: 'GROUP' },
  electionType: { 0: 'PREFERRED', 1: 'UNCLEAN' },
  configOperation: { 0: 'SET', 1: 'DELETE', 2: 'APPEND', 3: 'SUBTRACT' },
  timestamp: { [-1]: 'LATEST', [-2]: 'EARLIEST', [-3]: 'MAX_TIMESTAMP', [-4]: 'EARLIEST_LOCAL' },
};

function meaningOf(
  { name, value, inner }: DissectedField,
  around: readonly string[],
  { topicName }: FieldContext,
  batch: Batch | null,
): string | null {
  if (name === null) return null;
  if (/topicId$/i.test(name) && typeof value === 'string') return topicName(value) ?? null;
  if (typeof value !== 'number' || inner.length > 0) return null;
  if (/errorCode$/i.test(name)) return errorName(value);
  if (name === 'requestApiKey') return apiNames.get(value) ?? null;
  if (around.at(-2) === 'record') return insideRecordMeaning(name, value, around);
  const inRecord = around.at(-1) === 'record' && batch;
  if (inRecord && name === 'offsetDelta') return `offset ${batch.baseOffset + value}`;
  if (inRecord && name === 'timestampDelta') return isoTime(batch.baseTimestamp + value);
  if (/timestamp$/i.test(name) && value > 0) return isoTime(value);
  return MEANINGS[name]?.[value] ?? null;
}

/** In the key or value of a record of Kafka's own. */
function insideRecordMeaning(name: string, value: number, around: readonly string[]): string | null {
  if (name === 'recordType') return nameOf(coordinatorRecordSchemas, (each) => each.keyType === value);
  if (name === 'shareRecordType') return nameOf(shareStateRecordSchemas, (each) => each.keyType === value);
  if (name === 'transactionRecordType')
    return nameOf(transactionLogRecordSchemas, (each) => each.keyType === value);
  if (name === 'apiKey') return nameOf(metadataRecordSchemas, (each) => each.apiKey === value);
  if (name === 'type' && around.at(-1) === 'key') return controlRecordTypes[value] ?? null;
  return /timestamp$/i.test(name) && value > 0 ? isoTime(value) : null;
}

function nameOf<Schema>(
  schemas: Readonly<Record<string, Schema>>,
  is: (each: Schema) => boolean,
): string | null {
  return Object.entries(schemas).find(([, each]) => is(each))?.[0] ?? null;
}

const ISO_TIME_LIMIT_MS = 8.64e15;

function isoTime(ms: number): string | null {
  return Math.abs(ms) <= ISO_TIME_LIMIT_MS ? new Date(ms).toISOString() : null;
}
