/** What is inside the records of Kafka's own topics: those of its coordinators and `__cluster_metadata`. */
import { ByteReader } from '../bytes/byte-reader.ts';
import { type CoordinatorRecordSchema, coordinatorRecordSchemas } from '../schemas/coordinator-records.ts';
import { metadataRecordSchemas } from '../schemas/metadata-records.ts';
import { shareStateRecordSchemas } from '../schemas/share-state-records.ts';
import { transactionLogRecordSchemas } from '../schemas/transaction-log-records.ts';
import type { InsideRecord } from './dissect-batch.ts';
import { dissectConsumerProtocol } from './dissect-consumer-protocol.ts';
import { type DissectedField, dissectMessageIn } from './dissect-message.ts';

const INT16_BYTES = 2;

/** A coordinator's record: what kind it is stands before its key, and tells what its value is. */
export const insideCoordinatorRecord: InsideRecord = (part, bytes, key) =>
  dissect(coordinatorRecordSchemas, 'recordType', part, bytes, key).map(withConsumerProtocol);

/** The same of the share coordinator's, whose kinds are counted for themselves. */
export const insideShareStateRecord: InsideRecord = (part, bytes, key) =>
  dissect(shareStateRecordSchemas, 'shareRecordType', part, bytes, key);

/** And of the transaction coordinator's. */
export const insideTransactionLogRecord: InsideRecord = (part, bytes, key) =>
  dissect(transactionLogRecordSchemas, 'transactionRecordType', part, bytes, key);

function dissect(
  kinds: Readonly<Record<string, CoordinatorRecordSchema>>,
  typeName: string,
  ...[part, bytes, key]: Parameters<InsideRecord>
): DissectedField[] {
  const schemas = Object.values(kinds).find(({ keyType }) => key && keyType === int16(key));
  if (!schemas) return [];
  const version = int16(bytes);
  const before = plain(part === 'key' ? typeName : 'version', 'int16', version, 0, INT16_BYTES);
  const schema = part === 'key' ? schemas.key : schemas.value;
  if (!schema) return [before];
  const { fields } = dissectMessageIn(schema, part === 'key' ? 0 : version, bytes, INT16_BYTES);
  return [before, ...fields];
}

/** What members of classic groups brought and were given is kept as they sent it. */
function withConsumerProtocol(field: DissectedField): DissectedField {
  const { name, value } = field;
  if (!(value instanceof Uint8Array)) return { ...field, inner: field.inner.map(withConsumerProtocol) };
  const kind = name === 'assignment' ? 'assignment' : 'subscription';
  return { ...field, inner: dissectConsumerProtocol(kind, value, field.to - value.length) };
}

/** A record of the metadata log: frame version, API key and version, then the record. */
export const insideMetadataRecord: InsideRecord = (part, bytes) => {
  if (part === 'key') return [];
  const reader = new ByteReader(bytes);
  const before = ['frameVersion', 'apiKey', 'version'].map((name) => {
    const from = reader.position;
    return plain(name, 'unsigned varint', reader.unsignedVarint(), from, reader.position);
  });
  const [, apiKey, version] = before;
  const found = Object.values(metadataRecordSchemas).find((each) => each.apiKey === apiKey?.value);
  if (!found) return before;
  const { fields } = dissectMessageIn(found.schema, version?.value as number, bytes, reader.position);
  return [...before, ...fields];
};

function int16(bytes: Uint8Array): number {
  return bytes.length < INT16_BYTES ? -1 : new ByteReader(bytes).int16();
}

function plain(name: string, type: string, value: unknown, from: number, to: number): DissectedField {
  return { name, type, value, from, to, tag: null, inner: [] };
}
