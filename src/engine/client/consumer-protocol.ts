/**
 * The embedded consumer protocol (`ConsumerProtocol`): what the members of a classic group tell their leader
 * inside JoinGroup (Subscription) and the leader tells them inside SyncGroup (Assignment). To the coordinator
 * both are opaque bytes: an int16 version, then the body.
 *
 * Subscription: v1 adds the owned partitions (KIP-429), v2 the generation they are from, v3 the rack
 * (KIP-881).
 * Assignment: v1 to v3 are the same as v0. A newer version is read as the newest known one, because a version
 * may only append fields.
 */
import { ByteReader, ByteWriter, SchemaError } from './byte-buffer-accessor.ts';
import { compareStrings, compareTopicPartitions, type TopicPartition } from './topic-partition.ts';

const HIGHEST_VERSION = 3;

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

/** The message as Kafka's schema has it; what a version lacks is written nowhere and read as the default. */
export interface ConsumerProtocolSubscription {
  readonly topics: readonly string[];
  readonly userData: Uint8Array | null;
  readonly ownedPartitions: readonly TopicPartitions[];
  readonly generationId: number;
  readonly rackId: string | null;
}

/** The message as Kafka's schema has it. */
export interface ConsumerProtocolAssignment {
  readonly assignedPartitions: readonly TopicPartitions[];
  readonly userData: Uint8Array | null;
}

/** The metadata of a JoinGroup protocol, topics and partitions in order. */
export function serializeSubscription(subscription: Subscription, version = HIGHEST_VERSION): Uint8Array {
  const message = {
    topics: [...subscription.topics].sort(compareStrings),
    userData: subscription.userData,
    ownedPartitions: groupByTopic([...subscription.ownedPartitions].sort(compareTopicPartitions)),
    generationId: subscription.generationId,
    rackId: subscription.rackId ?? null,
  };
  return versionPrefixed(version, (writer, known) => writeSubscription(writer, message, known));
}

export function deserializeSubscription(bytes: Uint8Array): Subscription {
  const reader = new ByteReader(bytes);
  const message = readSubscription(reader, knownVersion(reader.int16()));
  return {
    ...message,
    ownedPartitions: flatten(message.ownedPartitions),
    generationId: Math.max(message.generationId, -1),
    rackId: message.rackId || null,
  };
}

/** The assignment of a SyncGroup, topics in order of first appearance. */
export function serializeAssignment(assignment: Assignment, version = HIGHEST_VERSION): Uint8Array {
  const message = {
    assignedPartitions: groupByTopic(assignment.partitions),
    userData: assignment.userData,
  };
  return versionPrefixed(version, (writer) => writeAssignment(writer, message));
}

export function deserializeAssignment(bytes: Uint8Array): Assignment {
  const reader = new ByteReader(bytes);
  knownVersion(reader.int16());
  const { assignedPartitions, userData } = readAssignment(reader);
  return { partitions: flatten(assignedPartitions), userData };
}

/** The body alone, without the version before it. */
export function encodeSubscription(message: ConsumerProtocolSubscription, version: number): Uint8Array {
  const writer = new ByteWriter();
  writeSubscription(writer, message, knownVersion(version));
  return writer.toBytes();
}

/** The inverse of `encodeSubscription`. */
export function decodeSubscription(body: Uint8Array, version: number): ConsumerProtocolSubscription {
  return readSubscription(new ByteReader(body), knownVersion(version));
}

/** The body alone, without the version before it; all versions are the same. */
export function encodeAssignment(message: ConsumerProtocolAssignment): Uint8Array {
  const writer = new ByteWriter();
  writeAssignment(writer, message);
  return writer.toBytes();
}

/** The inverse of `encodeAssignment`. */
export function decodeAssignment(body: Uint8Array): ConsumerProtocolAssignment {
  return readAssignment(new ByteReader(body));
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

export function writeTopicPartitions(writer: ByteWriter, topics: readonly TopicPartitions[]): void {
  writer.array(topics, ({ topic, partitions }) => {
    writer.string(topic);
    writer.array(partitions, (partition) => writer.int32(partition));
  });
}

export function readTopicPartitions(reader: ByteReader): TopicPartitions[] {
  return reader.array(() => ({
    topic: reader.string(),
    partitions: reader.array(() => reader.int32()),
  }));
}

/** The inverse of `groupByTopic`. */
export function flatten(topics: readonly TopicPartitions[]): TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}

function writeSubscription(writer: ByteWriter, message: ConsumerProtocolSubscription, version: number): void {
  writer.array(message.topics, (topic) => writer.string(topic));
  writer.nullableBytes(message.userData);
  if (version >= 1) writeTopicPartitions(writer, message.ownedPartitions);
  if (version >= 2) writer.int32(message.generationId);
  if (version >= 3) writer.nullableString(message.rackId);
}

function readSubscription(reader: ByteReader, version: number): ConsumerProtocolSubscription {
  return {
    topics: reader.array(() => reader.string()),
    userData: reader.nullableBytes(),
    ownedPartitions: version >= 1 ? readTopicPartitions(reader) : [],
    generationId: version >= 2 ? reader.int32() : -1,
    rackId: version >= 3 ? reader.nullableString() : null,
  };
}

function writeAssignment(writer: ByteWriter, message: ConsumerProtocolAssignment): void {
  writeTopicPartitions(writer, message.assignedPartitions);
  writer.nullableBytes(message.userData);
}

function readAssignment(reader: ByteReader): ConsumerProtocolAssignment {
  return { assignedPartitions: readTopicPartitions(reader), userData: reader.nullableBytes() };
}

function versionPrefixed(
  version: number,
  writeBody: (writer: ByteWriter, known: number) => void,
): Uint8Array {
  const known = knownVersion(version);
  const writer = new ByteWriter();
  writer.int16(known);
  writeBody(writer, known);
  return writer.toBytes();
}

function knownVersion(version: number): number {
  if (version < 0) throw new SchemaError(`unsupported version of the consumer protocol: ${version}`);
  return Math.min(version, HIGHEST_VERSION);
}
