/**
 * The embedded consumer protocol (`ConsumerProtocol`): what the members of a classic group tell their leader
 * inside JoinGroup (Subscription) and the leader tells them inside SyncGroup (Assignment). To the coordinator
 * both are opaque bytes: an int16 version, then the body. A newer version is read as the newest known one,
 * because a version may only append fields.
 */
import { ByteReader } from '../../protocol/bytes/byte-reader.ts';
import { ByteWriter } from '../../protocol/bytes/byte-writer.ts';
import { SchemaError } from '../../protocol/bytes/schema-error.ts';
import type { MessageSchema } from '../../protocol/schema/message.ts';
import { type Message, messageCodec } from '../../protocol/schema/message-codec.ts';
import {
  ConsumerProtocolAssignment,
  ConsumerProtocolSubscription,
} from '../../protocol/schemas/consumer-protocol.ts';
import { compareStrings, compareTopicPartitions, type TopicPartition } from './topic-partition.ts';

const HIGHEST_VERSION: number = ConsumerProtocolSubscription.versions[1];

/** What one consumer asks for, and what it holds. */
export interface Subscription {
  readonly topics: readonly string[];
  /** Written and read by the assignor only. */
  readonly userData: Uint8Array | null;
  /** Partitions held while joining; an eager consumer has given up all of them. */
  readonly ownedPartitions: readonly TopicPartition[];
  /** The generation that `ownedPartitions` are from, -1: none or not said. */
  readonly generationId: number;
  /** `client.rack`; null or absent: none. */
  readonly rackId?: string | null;
}

/** What one consumer is given. */
export interface Assignment {
  readonly partitions: readonly TopicPartition[];
  readonly userData: Uint8Array | null;
}

/** Some partitions of one topic, the form in which both messages list partitions. */
export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** As its description has it; older versions end earlier. */
interface SubscriptionMessage {
  readonly topics: readonly string[];
  readonly userData: Uint8Array | null;
  readonly ownedPartitions?: readonly TopicPartitions[];
  readonly generationId?: number;
  readonly rackId?: string | null;
}

interface AssignmentMessage {
  readonly assignedPartitions: readonly TopicPartitions[];
  readonly userData: Uint8Array | null;
}

/** The metadata of a JoinGroup protocol, topics and partitions in order. */
export function serializeSubscription(subscription: Subscription, version = HIGHEST_VERSION): Uint8Array {
  return serialize(ConsumerProtocolSubscription, version, {
    topics: [...subscription.topics].sort(compareStrings),
    userData: subscription.userData,
    ownedPartitions: groupByTopic([...subscription.ownedPartitions].sort(compareTopicPartitions)),
    generationId: subscription.generationId,
    rackId: subscription.rackId ?? null,
  });
}

export function deserializeSubscription(bytes: Uint8Array): Subscription {
  const message = deserialize(ConsumerProtocolSubscription, bytes) as unknown as SubscriptionMessage;
  return {
    topics: message.topics,
    userData: message.userData,
    ownedPartitions: flatten(message.ownedPartitions ?? []),
    generationId: Math.max(message.generationId ?? -1, -1),
    rackId: message.rackId || null,
  };
}

/** The assignment of a SyncGroup, topics in order of first appearance. */
export function serializeAssignment(
  { partitions, userData }: Assignment,
  version = HIGHEST_VERSION,
): Uint8Array {
  const assignedPartitions = groupByTopic(partitions);
  return serialize(ConsumerProtocolAssignment, version, { assignedPartitions, userData });
}

export function deserializeAssignment(bytes: Uint8Array): Assignment {
  const message = deserialize(ConsumerProtocolAssignment, bytes) as unknown as AssignmentMessage;
  return { partitions: flatten(message.assignedPartitions), userData: message.userData };
}

/** Consecutive or not, the partitions of a topic come together, topics in order of first appearance. */
export function groupByTopic(partitions: readonly TopicPartition[]): TopicPartitions[] {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const ofTopic = byTopic.get(topic);
    if (ofTopic) ofTopic.push(partition);
    else byTopic.set(topic, [partition]);
  }
  return Array.from(byTopic, ([topic, ofTopic]) => ({ topic, partitions: ofTopic }));
}

/** The inverse of `groupByTopic`. */
export function flatten(topics: readonly TopicPartitions[]): TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}

/** The version that a subscription or an assignment was written in, as far as it is known here. */
export function protocolVersionOf(bytes: Uint8Array): number {
  return Math.min(new ByteReader(bytes).int16(), HIGHEST_VERSION);
}

function serialize(schema: MessageSchema, version: number, message: object): Uint8Array {
  const writer = new ByteWriter();
  writer.int16(version);
  messageCodec(schema, version).write(writer, message);
  return writer.toBytes();
}

function deserialize(schema: MessageSchema, bytes: Uint8Array): Message {
  const reader = new ByteReader(bytes);
  const version = reader.int16();
  if (version < 0) throw new SchemaError(`unsupported version of the consumer protocol: ${version}`);
  return messageCodec(schema, Math.min(version, HIGHEST_VERSION)).read(reader);
}
