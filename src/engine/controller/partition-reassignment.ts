/**
 * Replicas of a partition move to other brokers (KIP-455). The new ones are added to those there are; once all of
 * them are in sync, which the leader says by AlterPartition, the others go. After Kafka's ReplicationControlManager,
 * PartitionReassignmentReplicas and PartitionReassignmentRevert.
 */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type {
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse,
} from '../../protocol/messages/45-alter-partition-reassignments.ts';
import type {
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse,
} from '../../protocol/messages/46-list-partition-reassignments.ts';
import type { Request } from '../network/message.ts';
import { type ApiError, apiError } from './api-error.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { isUncleanElectionEnabled, partitionChange } from './leader-and-isr-updates.ts';
import { isReassigning, type PartitionRegistration, type TopicImage, topicByName } from './metadata-image.ts';
import {
  type Assignment,
  buildStateChange,
  type PartitionChange,
  type PartitionChangeRecord,
  sameReplicas,
} from './partition-change-builder.ts';
import { invalidManualAssignment } from './replica-assignment.ts';

type AskedPartition = AlterPartitionReassignmentsRequest['topics'][number]['partitions'][number];

/** Each partition is moved or refused for itself. */
export function alterPartitionReassignments(
  controller: ControllerNode,
  { topics, allowReplicationFactorChange }: AlterPartitionReassignmentsRequest,
): ControllerResult<AlterPartitionReassignmentsResponse> {
  const records: PartitionChangeRecord[] = [];
  const responses = topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((asked) => {
      const altered = alterOne(controller, name, asked, allowReplicationFactorChange);
      const { error, message } = altered && 'error' in altered ? altered : apiError(Errors.NONE);
      if (altered && !('error' in altered)) records.push(altered);
      return { partitionIndex: asked.partitionIndex, errorCode: error, errorMessage: message };
    }),
  }));
  const response = { throttleTimeMs: 0, allowReplicationFactorChange, ...succeeded, responses };
  return { records, response };
}

const succeeded = { errorCode: Errors.NONE, errorMessage: null } as const;

function alterOne(
  controller: ControllerNode,
  name: string,
  { partitionIndex, replicas }: AskedPartition,
  allowFactorChange: boolean,
): PartitionChangeRecord | ApiError | null {
  const topic = topicByName(controller.image, name);
  if (!topic) return apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, `Unable to find a topic named ${name}.`);
  const partition = topic.partitions[partitionIndex];
  if (!partition) {
    const message = `Unable to find partition ${name}:${partitionIndex}.`;
    return apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, message);
  }
  return replicas === null
    ? cancelReassignment(controller, topic, partitionIndex)
    : changeReassignment(controller, topic, partitionIndex, replicas, allowFactorChange);
}

/** Null: the replicas are these already. */
function changeReassignment(
  controller: ControllerNode,
  topic: TopicImage,
  partitionId: number,
  replicas: readonly number[],
  allowFactorChange: boolean,
): PartitionChangeRecord | ApiError | null {
  const partition = topic.partitions[partitionId]!;
  const invalid = invalidManualAssignment(controller.image, replicas, undefined);
  if (invalid) return invalid;
  const factor = without(partition.replicas, partition.removingReplicas ?? []).length;
  if (!allowFactorChange && factor !== replicas.length) {
    const message = `The replication factor is changed from ${factor} to ${replicas.length}`;
    return apiError(Errors.INVALID_REPLICATION_FACTOR, message);
  }
  const { adding, removing } = assignmentOf(partition);
  const added = without(replicas, partition.replicas).sort(byId);
  const removed = without(partition.replicas, replicas).sort(byId);
  return partitionChange(controller, topic, partitionId, {
    election: 'online',
    targetAssignment: {
      replicas: [...replicas, ...removed],
      // As in Kafka, where there is nothing new to add or remove what was under way goes on.
      adding: added.length > 0 ? added : adding,
      removing: removed.length > 0 ? removed : removing,
    },
  });
}

function cancelReassignment(
  controller: ControllerNode,
  topic: TopicImage,
  partitionId: number,
): PartitionChangeRecord | ApiError | null {
  const partition = topic.partitions[partitionId]!;
  if (!isReassigning(partition))
    return apiError(Errors.NO_REASSIGNMENT_IN_PROGRESS, 'No partition reassignment is in progress.');
  const { adding } = assignmentOf(partition);
  const replicas = without(partition.replicas, adding);
  const isr = without(partition.isr, adding);
  const isUncleanAllowed = isUncleanElectionEnabled(controller, topic.name);
  if (isr.length === 0 && !isUncleanAllowed) {
    const message =
      `Unable to revert partition assignment for ${topic.name}:${partitionId} because it would require an ` +
      'unclean leader election.';
    return apiError(Errors.INVALID_REPLICA_ASSIGNMENT, message);
  }
  return partitionChange(controller, topic, partitionId, {
    election: isUncleanAllowed ? 'unclean' : 'online',
    targetAssignment: { replicas, adding: [], removing: [] },
    // With only new replicas in sync the first of the old ones begins alone.
    targetIsr: isr.length > 0 ? isr : replicas.slice(0, 1),
  });
}

/** `buildPartitionChange` where replicas move: the move is completed if it can be. */
export function buildReassignmentChange(change: PartitionChange): PartitionChangeRecord | null {
  const { topicId, partitionId, partition } = change;
  const present = assignmentOf(partition);
  const completed = maybeComplete(change.targetAssignment ?? present, change.targetIsr ?? partition.isr);
  const state = buildStateChange({ ...change, ...completed });
  const { replicas, adding, removing } = completed.targetAssignment;
  const moves = {
    ...(!sameReplicas(replicas, present.replicas) && { replicas }),
    ...(!sameReplicas(adding, present.adding) && { addingReplicas: adding }),
    ...(!sameReplicas(removing, present.removing) && { removingReplicas: removing }),
  };
  if (!state && Object.keys(moves).length === 0) return null;
  return { type: 'PartitionChangeRecord', topicId, partitionId, ...state, ...moves };
}

type AssignmentAndIsr = Required<Pick<PartitionChange, 'targetAssignment' | 'targetIsr'>>;

/** PartitionReassignmentReplicas.maybeCompleteReassignment; what was given as long as it can't be. */
function maybeComplete(targetAssignment: Assignment, targetIsr: readonly number[]): AssignmentAndIsr {
  const { adding, removing } = targetAssignment;
  const replicas = without(targetAssignment.replicas, removing);
  const isr = without(targetIsr, removing);
  const areIn = (those: readonly number[]) => those.every((replica) => isr.includes(replica));
  const isComplete =
    (removing.length === 0 || (isr.length > 0 && replicas.length > 0)) &&
    areIn(adding) &&
    // Fewer replicas than before: all of them must be in sync, so that the ISR is not the smaller for it.
    (adding.length >= removing.length || areIn(replicas));
  return isComplete
    ? { targetAssignment: { replicas, adding: [], removing: [] }, targetIsr: isr }
    : { targetAssignment, targetIsr };
}

function assignmentOf({ replicas, addingReplicas, removingReplicas }: PartitionRegistration): Assignment {
  return { replicas, adding: addingReplicas ?? [], removing: removingReplicas ?? [] };
}

function without(replicas: readonly number[], excluded: readonly number[]): number[] {
  return replicas.filter((replica) => !excluded.includes(replica));
}

function byId(a: number, b: number): number {
  return a - b;
}

export function listPartitionReassignments(
  { image }: ControllerNode,
  request: ListPartitionReassignmentsRequest,
): ListPartitionReassignmentsResponse {
  const asked =
    request.topics ??
    [...image.topics.values()].map(({ name, partitions }) => ({
      name,
      partitionIndexes: [...partitions.keys()],
    }));
  const topics = asked.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.flatMap((partitionIndex) => {
      const partition = topicByName(image, name)?.partitions[partitionIndex];
      if (!partition || !isReassigning(partition)) return [];
      const { replicas, adding, removing } = assignmentOf(partition);
      return [{ partitionIndex, replicas, addingReplicas: adding, removingReplicas: removing }];
    }),
  }));
  return {
    throttleTimeMs: 0,
    ...succeeded,
    topics: topics.filter(({ partitions }) => partitions.length > 0),
  };
}

type ReassignmentRequest =
  | Pick<Request<'AlterPartitionReassignments'>, 'api' | 'body'>
  | Pick<Request<'ListPartitionReassignments'>, 'api' | 'body'>;

/** An answer that says only that the request failed. */
export function reassignmentErrorResponse(
  { api, body }: ReassignmentRequest,
  error: { readonly errorCode: ErrorCode; readonly errorMessage: string | null },
): AlterPartitionReassignmentsResponse | ListPartitionReassignmentsResponse {
  if (api === 'ListPartitionReassignments') return { throttleTimeMs: 0, ...error, topics: [] };
  const responses = body.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, ...error })),
  }));
  return { throttleTimeMs: 0, allowReplicationFactorChange: true, ...error, responses };
}
