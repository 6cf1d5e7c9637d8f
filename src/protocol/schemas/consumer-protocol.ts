/**
 * The embedded consumer protocol (`ConsumerProtocol`): what the members of a classic group tell their leader
 * inside JoinGroup (Subscription) and the leader tells them inside SyncGroup (Assignment). Before each goes its
 * version as an int16.
 */
import type { MessageSchema } from '../schema/message.ts';
import { array, bytes, int32, string } from '../schema/schema.ts';

const topicPartitions = { topic: string(), partitions: array(int32()) };

/** v1: owned partitions (KIP-429). v2: the generation they are from. v3: the rack (KIP-881). */
export const ConsumerProtocolSubscription = {
  name: 'Consumer protocol subscription',
  versions: [0, 3],
  firstFlexible: null,
  fields: {
    topics: array(string()),
    userData: bytes('0+', { default: null }),
    ownedPartitions: array('1+', topicPartitions),
    generationId: int32('2+', { default: -1 }),
    rackId: string('3+', { default: null }),
  },
} as const satisfies MessageSchema;

/** All versions are the same. */
export const ConsumerProtocolAssignment = {
  name: 'Consumer protocol assignment',
  versions: [0, 3],
  firstFlexible: null,
  fields: {
    assignedPartitions: array(topicPartitions),
    userData: bytes('0+', { default: null }),
  },
} as const satisfies MessageSchema;
