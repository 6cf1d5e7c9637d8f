/**
 * The one record of a control batch (`ControlRecordType`, `EndTransactionMarker`): it ends a transaction, or is
 * about the quorum. Consumers see it only as a gap in the offsets.
 */
import { ByteReader } from '../bytes/byte-reader.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { InvalidRecordException } from './record-exceptions.ts';

export const controlRecordTypes = [
  'ABORT',
  'COMMIT',
  'LEADER_CHANGE',
  'SNAPSHOT_HEADER',
  'SNAPSHOT_FOOTER',
  'KRAFT_VERSION',
  'KRAFT_VOTERS',
] as const;

export type ControlRecordType = (typeof controlRecordTypes)[number];

interface KeyAndValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

const VERSION = 0;
const KEY_BYTES = 4;
const MARKER_BYTES = 6;

/** By the record's key; types to come are UNKNOWN. */
export function controlRecordType(key: Uint8Array | null): ControlRecordType | 'UNKNOWN' {
  if (!key || key.length < KEY_BYTES) throw new InvalidRecordException("a control record's key is too short");
  const reader = new ByteReader(key);
  const version = reader.int16();
  if (version < VERSION) throw new InvalidRecordException(`a control record's version can't be ${version}`);
  return controlRecordTypes[reader.int16()] ?? 'UNKNOWN';
}

/** The marker that ends a transaction in a partition, with the epoch of the coordinator that decided it. */
export function endTransactionMarker(type: 'ABORT' | 'COMMIT', coordinatorEpoch: number): KeyAndValue {
  const key = new ByteWriter();
  key.int16(VERSION);
  key.int16(controlRecordTypes.indexOf(type));
  const value = new ByteWriter();
  value.int16(VERSION);
  value.int32(coordinatorEpoch);
  return { key: key.toBytes(), value: value.toBytes() };
}

export function coordinatorEpochOf(value: Uint8Array | null): number {
  if (!value || value.length < MARKER_BYTES)
    throw new InvalidRecordException('a transaction marker is too short');
  const reader = new ByteReader(value);
  const version = reader.int16();
  if (version < VERSION)
    throw new InvalidRecordException(`a transaction marker's version can't be ${version}`);
  return reader.int32();
}
