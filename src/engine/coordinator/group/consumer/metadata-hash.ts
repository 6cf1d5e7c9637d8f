/**
 * One number for all that an assignment depends on in the topics of a group: ids, names, numbers of partitions,
 * racks of replicas (KIP-1101). If it differs from the last one, there is something to assign anew. Kafka
 * hashes with XXH3, we with two FNV-1a of 26 bits each: only whether it is the same can be seen.
 */
import { compareStrings } from '../../../client/topic-partition.ts';
import { type MetadataImage, type TopicImage, topicByName } from '../../../controller/metadata-image.ts';

const FNV_PRIME = 0x0100_0193;
const FNV_BASIS = 0x811c_9dc5;
const SECOND_BASIS = 0x1234_5678;
const BITS = 26;

/** 0: none of the topics exists. */
export function computeMetadataHash(image: MetadataImage, topicNames: Iterable<string>): number {
  const topics = [...topicNames].sort(compareStrings).flatMap((name) => topicByName(image, name) ?? []);
  if (topics.length === 0) return 0;
  const text = topics.map((topic) => textOf(image, topic)).join('\n');
  return (fnv1a(text, FNV_BASIS) >>> (32 - BITS)) * 2 ** BITS + (fnv1a(text, SECOND_BASIS) >>> (32 - BITS));
}

function textOf(image: MetadataImage, { topicId, name, partitions }: TopicImage): string {
  const racks = partitions.map(({ replicas }) =>
    replicas
      .flatMap((brokerId) => image.brokers.get(brokerId)?.rack ?? [])
      .sort(compareStrings)
      .join(','),
  );
  return `${topicId} ${name} ${racks.join(';')}`;
}

function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash;
}
