/**
 * What the sticky assignors remember between rebalances and send to the group's leader as the user data of
 * their subscription: `StickyAssignor` the whole previous assignment (v1: with its generation, KIP-341),
 * `CooperativeStickyAssignor` the generation only, since its owned partitions are in the subscription.
 */
import { ByteReader } from '../../../protocol/bytes/byte-reader.ts';
import { ByteWriter } from '../../../protocol/bytes/byte-writer.ts';
import { SchemaError } from '../../../protocol/bytes/schema-error.ts';
import type { MessageSchema } from '../../../protocol/schema/message.ts';
import { encodeMessage, messageCodec } from '../../../protocol/schema/message-codec.ts';
import { array, int32, string } from '../../../protocol/schema/schema.ts';
import { flatten, groupByTopic, type TopicPartitions } from '../consumer-protocol.ts';
import type { TopicPartition } from '../topic-partition.ts';

/**
 * `AbstractStickyAssignor.DEFAULT_GENERATION`: the member has not been in a generation, or doesn't say which.
 */
export const DEFAULT_GENERATION = -1;

/** Partitions that a member says it had, and as of which generation (`AbstractStickyAssignor.MemberData`). */
export interface MemberData {
  readonly partitions: readonly TopicPartition[];
  /** `DEFAULT_GENERATION` when it doesn't say. */
  readonly generation: number;
}

const StickyUserData = {
  name: 'Sticky user data',
  versions: [0, 1],
  firstFlexible: null,
  fields: {
    previousAssignment: array({ topic: string(), partitions: array(int32()) }),
    generation: int32('1+'),
  },
} as const satisfies MessageSchema;

const NO_CLAIM: MemberData = { partitions: [], generation: DEFAULT_GENERATION };

/** Schema v1, topics in order of first appearance. */
export function encodeStickyUserData({ partitions, generation }: MemberData): Uint8Array {
  return encodeMessage(StickyUserData, 1, { previousAssignment: groupByTopic(partitions), generation });
}

/** Reads v1, or v0, which ends before the generation; what can't be read is no claim rather than an error. */
export function decodeStickyUserData(userData: Uint8Array | null): MemberData {
  if (userData === null) return NO_CLAIM;
  return parsedOr(NO_CLAIM, () => {
    const reader = new ByteReader(userData);
    const { previousAssignment } = messageCodec(StickyUserData, 0).read(reader);
    const partitions = flatten(previousAssignment as TopicPartitions[]);
    return { partitions, generation: reader.remaining() < 4 ? DEFAULT_GENERATION : reader.int32() };
  });
}

export function encodeGeneration(generation: number): Uint8Array {
  const writer = new ByteWriter();
  writer.int32(generation);
  return writer.toBytes();
}

export function decodeGeneration(userData: Uint8Array | null): number {
  if (userData === null) return DEFAULT_GENERATION;
  return parsedOr(DEFAULT_GENERATION, () => new ByteReader(userData).int32());
}

function parsedOr<Value>(fallback: Value, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SchemaError) return fallback;
    throw error;
  }
}
