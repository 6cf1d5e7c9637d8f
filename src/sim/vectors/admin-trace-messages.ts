/** Messages of the recorded walks and ours: theirs are Kafka's JSON form, with batches described instead of written. */
import { NO_PRODUCER_ID, type RecordBatch } from '../../protocol/record-batch.ts';
import type { Field, Fields, Type } from '../../protocol/schema/schema.ts';
import { isDefault } from '../../protocol/schema/tagged-fields.ts';
import { includesVersion } from '../../protocol/schema/versions.ts';
import { schemas } from '../../protocol/schemas/index.ts';
import { batchesFromBytes, batchOfZeroes } from './batches-from-bytes.ts';
import { bytesFromHex } from './hex.ts';
import type { Json } from './in-order.ts';

export interface Step {
  readonly api: keyof typeof schemas;
  readonly version: number;
  readonly note?: string;
  readonly request: Json;
  readonly response: Json;
}

/** A request as a broker reads it: what its version lacks has its default. */
export function messageOf(api: Step['api'], request: unknown, nowMs: number): object {
  return withDefaults(schemas[api].request.fields, request as Json, nowMs);
}

function withDefaults(fields: Fields, message: Json, nowMs: number): object {
  return mapFields(fields, (name, field) =>
    field.type.kind === 'records' ? batchesOf(message, nowMs) : orDefault(field, message[name], nowMs),
  );
}

function mapFields(fields: Fields, map: (name: string, field: Field) => unknown): object {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(name, field)]));
}

function orDefault(field: Field, given: unknown, nowMs: number): unknown {
  const { type } = field;
  const value = given === undefined ? field.default : given;
  if (value === null) return null;
  if (type.kind === 'struct') return withDefaults(type.fields, value as Json, nowMs);
  if (type.kind !== 'array') return value;
  const { element } = type;
  const items = value as readonly unknown[];
  return element.kind === 'struct'
    ? items.map((item) => withDefaults(element.fields, item as Json, nowMs))
    : items;
}

interface DescribedBatch {
  readonly records: number;
  readonly bytes: number;
  readonly timestamp: number | keyof typeof TIMESTAMPS;
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Milliseconds from the broker's clock, of those that are told in words. */
const TIMESTAMPS = {
  'two days ago': -2 * DAY_MS,
  'a minute ago': -MINUTE_MS,
  'in a minute': MINUTE_MS,
  'in two days': 2 * DAY_MS,
  '2023': 'at 1700000000000',
  'no timestamp (-1)': 'at -1',
  '0': 'at 0',
} as const;

/** The bytes that were sent say more than the description, where they are there. */
function batchesOf(message: Json, nowMs: number): RecordBatch[] {
  if (typeof message.recordsHex === 'string') return batchesFromBytes(bytesFromHex(message.recordsHex));
  return ((message.batches ?? []) as DescribedBatch[]).map((described) => batchOf(described, nowMs));
}

function batchOf(
  { records, bytes, timestamp, transactional, ...producer }: DescribedBatch,
  nowMs: number,
): RecordBatch {
  return {
    ...batchOfZeroes(records, bytes, timestampOf(timestamp, nowMs)),
    ...producer,
    ...(transactional && { isTransactional: true }),
  };
}

function timestampOf(timestamp: DescribedBatch['timestamp'], nowMs: number): number {
  if (typeof timestamp === 'number') return timestamp;
  const moment = TIMESTAMPS[timestamp];
  return typeof moment === 'number' ? nowMs + moment : Number(moment.slice('at '.length));
}

/** Our answer as the walk has it: in the version that was asked for, without what was not noted down. */
export function tracedAnswer({ api, version }: Step, answer: object): unknown {
  const traced = inVersion(schemas[api].response.fields, version, answer as Json);
  return withoutUnnoted(api, traced);
}

/** Words, and how long to wait. */
const NEVER_NOTED = ['throttleTimeMs', 'errorMessage', 'batchIndexErrorMessage', 'documentation'];

function inVersion(fields: Fields, version: number, message: Json): Json {
  const ofVersion = Object.entries(fields).filter(
    ([name, field]) =>
      includesVersion(field.versions, version) &&
      !NEVER_NOTED.includes(name) &&
      (field.tag === null || !isDefault(field, message[name])),
  );
  return Object.fromEntries(
    ofVersion.map(([name, { type, default: absent }]) => {
      const value = message[name] === undefined ? absent : message[name];
      if (type.kind === 'records')
        return ['batches', ((value ?? []) as readonly RecordBatch[]).map(describeBatch)];
      return [name, valueInVersion(type, version, value)];
    }),
  );
}

function valueInVersion(type: Type, version: number, value: unknown): unknown {
  if (value === null) return null;
  if (type.kind === 'struct') return inVersion(type.fields, version, value as Json);
  if (type.kind !== 'array') return value;
  return (value as readonly unknown[]).map((item) => valueInVersion(type.element, version, item));
}

function describeBatch(batch: RecordBatch) {
  const { baseOffset, lastOffset, sizeInBytes, timestampType, compression, records } = batch;
  return {
    base: baseOffset,
    last: lastOffset,
    bytes: sizeInBytes,
    ...(batch.producerId !== NO_PRODUCER_ID && producerOf(batch)),
    ...(records.kind === 'control' && { control: records.marker }),
    ...(compression && { compression }),
    ...(timestampType === 'LogAppendTime' && { logAppendTime: true }),
  };
}

function producerOf({ producerId, producerEpoch, baseSequence, isTransactional }: RecordBatch) {
  return {
    producerId,
    producerEpoch,
    baseSequence,
    ...(isTransactional && { transactional: true }),
  };
}

const DEFAULT_CONFIG = 5;
/** Answers with more configs than this were noted without those that have their default. */
const LONG_ANSWER = 10;

function withoutUnnoted(api: Step['api'], answer: Json): Json {
  switch (api) {
    case 'CreateTopics':
      return { ...answer, topics: (answer.topics as Json[]).map(withoutDefaultConfigs) };
    case 'DescribeConfigs':
      return { ...answer, results: (answer.results as Json[]).map(withoutDefaultsIfLong) };
    case 'ListGroups':
      return { ...answer, groups: (answer.groups as Json[]).filter(isOfWalk) };
    default:
      return answer;
  }
}

function withoutDefaultConfigs(described: Json): Json {
  const configs = (described.configs ?? []) as Json[];
  return { ...described, configs: configs.filter(({ configSource }) => configSource !== DEFAULT_CONFIG) };
}

function withoutDefaultsIfLong(described: Json): Json {
  return (described.configs as Json[]).length > LONG_ANSWER ? withoutDefaultConfigs(described) : described;
}

/** A group without a name is nobody's. */
function isOfWalk({ groupId }: Json): boolean {
  return groupId !== '';
}
