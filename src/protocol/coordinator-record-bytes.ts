/** Records of coordinators' topics as bytes: what a batch of typed records holds once somebody looks. */
import { ByteWriter } from './bytes/byte-writer.ts';
import type { CoordinatorRecord } from './coordinator-records.ts';
import type { MessageSchema } from './schema/message.ts';
import { messageCodec } from './schema/message-codec.ts';
import { coordinatorRecordSchemas } from './schemas/coordinator-records.ts';
import { shareStateRecordSchemas } from './schemas/share-state-records.ts';
import { transactionLogRecordSchemas } from './schemas/transaction-log-records.ts';
import type { ShareStateRecord } from './share-state-records.ts';
import type { TransactionLogRecord } from './transaction-log-records.ts';

const SCHEMAS = { ...coordinatorRecordSchemas, ...shareStateRecordSchemas, ...transactionLogRecordSchemas };

/** A tombstone's value is null. */
export function coordinatorRecordBytes(record: CoordinatorRecord | ShareStateRecord | TransactionLogRecord): {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
} {
  const { keyType, key, value, valueVersion } = SCHEMAS[record.type];
  return {
    key: afterInt16(keyType, key, 0, record.key),
    value: value && record.value && afterInt16(valueVersion, value, valueVersion, record.value),
  };
}

function afterInt16(before: number, schema: MessageSchema, version: number, message: object): Uint8Array {
  const writer = new ByteWriter();
  writer.int16(before);
  messageCodec(schema, version).write(writer, message);
  return writer.toBytes();
}
