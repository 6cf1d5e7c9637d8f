/**
 * Records of `__cluster_metadata` as bytes (`AbstractApiMessageSerde`): a frame version, the record's API key and
 * its version, each an unsigned varint, then the record.
 */
import { ByteWriter } from './bytes/byte-writer.ts';
import { ZERO_UUID } from './bytes/uuid.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { messageCodec } from './schema/message-codec.ts';
import { metadataRecordSchemas } from './schemas/metadata-records.ts';

const METADATA_FRAME_VERSION = 1;

/** The value; such a record has no key. */
export function metadataRecordBytes(record: MetadataRecord): Uint8Array {
  const { apiKey, version, schema } = metadataRecordSchemas[record.type];
  const writer = new ByteWriter();
  writer.unsignedVarint(METADATA_FRAME_VERSION);
  writer.unsignedVarint(apiKey);
  writer.unsignedVarint(version);
  messageCodec(schema, version).write(writer, onWire(record));
  return writer.toBytes();
}

/**
 * Brokers here register no log directories. As Kafka's controller does for such a broker, each replica is given
 * the id that stands for none (`DirectoryId.MIGRATING`).
 */
function onWire(record: MetadataRecord): object {
  if (record.type !== 'PartitionRecord' && record.type !== 'PartitionChangeRecord') return record;
  if (!record.replicas) return record;
  return { ...record, directories: record.replicas.map(() => ZERO_UUID) };
}
