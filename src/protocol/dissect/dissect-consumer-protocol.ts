/** What consumers of a classic group tell each other inside JoinGroup and SyncGroup, field by field. */
import { ByteReader } from '../bytes/byte-reader.ts';
import { SchemaError } from '../bytes/schema-error.ts';
import { UnsupportedVersionError } from '../schema/message.ts';
import { ConsumerProtocolAssignment, ConsumerProtocolSubscription } from '../schemas/consumer-protocol.ts';
import { type DissectedField, dissectMessageIn, movedBy } from './dissect-message.ts';

const VERSION_BYTES = 2;

/**
 * Places are counted from `at`, where the bytes begin. They are the members' own: what does not read as their
 * protocol, as empty bytes do not, has nothing inside.
 */
export function dissectConsumerProtocol(
  kind: 'subscription' | 'assignment',
  bytes: Uint8Array,
  at: number,
): readonly DissectedField[] {
  try {
    return dissect(kind, bytes).map((field) => movedBy(field, at));
  } catch (error) {
    if (error instanceof SchemaError || error instanceof UnsupportedVersionError) return [];
    throw error;
  }
}

function dissect(kind: 'subscription' | 'assignment', bytes: Uint8Array): DissectedField[] {
  const schema = kind === 'subscription' ? ConsumerProtocolSubscription : ConsumerProtocolAssignment;
  const value = new ByteReader(bytes).int16();
  const { fields } = dissectMessageIn(schema, Math.min(value, schema.versions[1]), bytes, VERSION_BYTES);
  const version = { name: 'version', type: 'int16', value, from: 0, to: VERSION_BYTES, tag: null, inner: [] };
  return [version, ...fields];
}
