/** Elections that somebody asked for, and those that the controller makes by itself from time to time. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { ElectLeadersRequest, ElectLeadersResponse } from '../../protocol/messages/43-elect-leaders.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { type ApiError, apiError } from './api-error.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { isUncleanElectionEnabled, partitionChange } from './leader-and-isr-updates.ts';
import { NO_LEADER, type TopicImage, topicByName } from './metadata-image.ts';

const ELECTION_TYPES = ['preferred', 'unclean'] as const;

type ElectionType = (typeof ELECTION_TYPES)[number];

export function electLeaders(
  controller: ControllerNode,
  request: ElectLeadersRequest,
): ControllerResult<ElectLeadersResponse> {
  const electionType = ELECTION_TYPES[request.electionType];
  if (!electionType) return { records: [], response: unknownType(request) };
  const records: MetadataRecord[] = [];
  const replicaElectionResults = partitionsAsked(controller, request).map(({ topic, partitions }) => ({
    topic,
    partitionResult: partitions
      .map((partitionId) => ({
        partitionId,
        ...electOne(controller, topic, partitionId, electionType, records),
      }))
      // Asked about everything, those that have their leader already are left out.
      .filter(({ error }) => request.topicPartitions !== null || error !== Errors.ELECTION_NOT_NEEDED)
      .map(({ partitionId, error, message }) => ({ partitionId, errorCode: error, errorMessage: message })),
  }));
  return { records, response: { throttleTimeMs: 0, errorCode: Errors.NONE, replicaElectionResults } };
}

function unknownType({ electionType, topicPartitions }: ElectLeadersRequest): ElectLeadersResponse {
  const { error: errorCode, message } = apiError(
    Errors.INVALID_REQUEST,
    `Value ${electionType} must be one of [PREFERRED, UNCLEAN]`,
  );
  const replicaElectionResults = (topicPartitions ?? []).map(({ topic, partitions }) => ({
    topic,
    partitionResult: partitions.map((partitionId) => ({ partitionId, errorCode, errorMessage: message })),
  }));
  return { throttleTimeMs: 0, errorCode, replicaElectionResults };
}

/** Gives partitions back to their preferred leader where it is in sync (`auto.leader.rebalance.enable`). */
export function balanceLeaders(controller: ControllerNode): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  for (const topic of controller.image.topics.values()) {
    for (const [partitionId, { leader, replicas }] of topic.partitions.entries()) {
      if (leader === replicas[0]) continue;
      const record = partitionChange(controller, topic, partitionId, { election: 'preferred' });
      if (record) records.push(record);
    }
  }
  return records;
}

/** Leaderless partitions of topics with `unclean.leader.election.enable` get anyone who is there. */
export function electUncleanLeaders(controller: ControllerNode): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  for (const topic of controller.image.topics.values()) {
    if (!isUncleanElectionEnabled(controller, topic.name)) continue;
    for (const [partitionId, { leader }] of topic.partitions.entries()) {
      if (leader === NO_LEADER) electOne(controller, topic.name, partitionId, 'unclean', records);
    }
  }
  return records;
}

function partitionsAsked(
  { image }: ControllerNode,
  { topicPartitions }: ElectLeadersRequest,
): readonly { readonly topic: string; readonly partitions: readonly number[] }[] {
  if (topicPartitions) return topicPartitions;
  return [...image.topics.values()].map(({ name, partitions }) => ({
    topic: name,
    partitions: [...partitions.keys()],
  }));
}

function electOne(
  controller: ControllerNode,
  name: string,
  partitionId: number,
  electionType: ElectionType,
  records: MetadataRecord[],
): ApiError {
  const topic = topicByName(controller.image, name);
  if (!topic) return apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, `No such topic as ${name}`);
  if (!topic.partitions[partitionId])
    return apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, `No such partition as ${name}-${partitionId}`);
  if (!needsElection(topic, partitionId, electionType)) return apiError(Errors.ELECTION_NOT_NEEDED);
  const record = partitionChange(controller, topic, partitionId, { election: electionType });
  if (!record) return apiError(NOBODY[electionType]);
  records.push(record);
  return apiError(Errors.NONE);
}

function needsElection(topic: TopicImage, partitionId: number, electionType: ElectionType): boolean {
  const { leader, replicas } = topic.partitions[partitionId]!;
  return electionType === 'preferred' ? leader !== replicas[0] : leader === NO_LEADER;
}

const NOBODY: Readonly<Record<ElectionType, ErrorCode>> = {
  preferred: Errors.PREFERRED_LEADER_NOT_AVAILABLE,
  unclean: Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE,
};
