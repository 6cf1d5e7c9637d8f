/** The requests of an offset reset, and what becomes of their answers. After ConsumerGroupCommand and KafkaAdminClient. */
import { MICROS_PER_MS, NEVER } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors, errorName } from '../../../protocol/errors.ts';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../../../protocol/messages/02-list-offsets.ts';
import type { ApiName, RequestOf } from '../../../protocol/messages/index.ts';
import { type Ctx, note, setTimer } from '../../ctx.ts';
import type { AnyResponse, Response } from '../../network/message.ts';
import { type InFlightRequest, isReady, sendRequest } from '../../network/network-client.ts';
import { brokerNode, type NodeId } from '../../node.ts';
import type { AdminNode } from '../admin-client.ts';
import { leastLoadedNode } from '../client-metadata.ts';
import { groupByTopic } from '../consumer-protocol.ts';
import { isInvalidMetadata, isRetriable } from '../error-classes.ts';
import { exponentialBackoffUs } from '../exponential-backoff.ts';
import { type TopicPartition, topicPartitionName } from '../topic-partition.ts';
import { newOffset, type OffsetSpec, type ResetTarget, withoutCommitted } from './new-offsets.ts';
import {
  createOffsetReset,
  knownOffsets,
  nextQuestion,
  type OffsetReset,
  partitionsToReset,
  type Question,
  type TopicScope,
} from './offset-reset.ts';

/** `--timeout` of the tool: what each call of its admin client may take. */
const TIMEOUT_MS = 5000;
/** Most partitions that KafkaAdminClient asks for at once. */
const PARTITION_LIMIT = 2000;

/** What is asked only to know who to ask. */
const WAYS: ReadonlySet<ApiName> = new Set(['FindCoordinator', 'DescribeTopicPartitions']);

const OFFSET_RESET_TIMER = 'offset-reset';

/** Of a request: which reset it belongs to, and of ListOffsets what it asks for. */
export interface OffsetResetContext {
  readonly kind: 'offset-reset';
  readonly id: number;
  readonly spec?: OffsetSpec;
}

/** Begins a reset; the note `group-offsets-reset`, or `admin-answered` with an error, tells how it ended. */
export function resetOffsets(
  ctx: Ctx,
  admin: AdminNode,
  groupId: string,
  target: ResetTarget,
  scope: readonly TopicScope[] | null,
): void {
  const reset = createOffsetReset(admin.nextCallId++, groupId, target, scope);
  admin.resets.set(reset.id, reset);
  goOn(ctx, admin, reset);
}

/** The last question is answered: on to the next, with time of its own. */
function goOn(ctx: Ctx, admin: AdminNode, reset: OffsetReset): void {
  reset.coordinator = null;
  reset.attempts = 0;
  reset.deadlineUs = ctx.nowUs + TIMEOUT_MS * MICROS_PER_MS;
  onOffsetResetDue(ctx, admin, reset);
}

/** Asks what is to be asked now, unless it has taken too long already. */
export function onOffsetResetDue(ctx: Ctx, admin: AdminNode, reset: OffsetReset): void {
  reset.dueUs = NEVER;
  if (ctx.nowUs >= reset.deadlineUs) {
    finish(ctx, admin, reset, Errors.REQUEST_TIMED_OUT, 'The tool waits five seconds for an answer.');
    return;
  }
  const question = nextQuestion(reset);
  const shiftless = withoutCommitted(reset.target, partitionsToReset(reset), knownOffsets(reset));
  if (question.ask === 'ListOffsets' && shiftless) {
    const message = `Nothing is committed for ${topicPartitionName(shiftless)}: there is nothing to shift.`;
    finish(ctx, admin, reset, Errors.INVALID_REQUEST, message);
    return;
  }
  for (const request of requestsFor(ctx, admin, reset, question)) send(ctx, admin, reset, request);
  if (reset.unanswered === 0) tryAgain(ctx, admin, reset);
}

type Asked = {
  readonly [Api in ApiName]: {
    readonly to: NodeId | null;
    readonly api: Api;
    readonly body: RequestOf<Api>;
    readonly spec?: OffsetSpec;
  };
}[ApiName];

function requestsFor(ctx: Ctx, admin: AdminNode, reset: OffsetReset, question: Question): Asked[] {
  const { groupId } = reset;
  const anyone = leastLoadedNode(ctx, admin);
  const coordinator = reset.coordinator === null ? null : brokerNode(reset.coordinator);
  switch (question.ask) {
    case 'FindCoordinator':
      return [{ to: anyone, api: question.ask, body: { keyType: 0, coordinatorKeys: [groupId] } }];
    case 'ConsumerGroupDescribe': {
      const body = { groupIds: [groupId], includeAuthorizedOperations: false };
      return [{ to: coordinator, api: question.ask, body }];
    }
    case 'DescribeGroups': {
      const body = { groups: [groupId], includeAuthorizedOperations: false };
      return [{ to: coordinator, api: question.ask, body }];
    }
    case 'OffsetFetch': {
      const groups = [{ groupId, memberId: null, memberEpoch: -1, topics: null }];
      return [{ to: coordinator, api: question.ask, body: { groups, requireStable: false } }];
    }
    case 'DescribeTopicPartitions': {
      const topics = question.topics.map((name) => ({ name }));
      const body = { topics, responsePartitionLimit: PARTITION_LIMIT, cursor: reset.cursor };
      return [{ to: anyone, api: question.ask, body }];
    }
    case 'ListOffsets':
      return listings(reset, question.spec, question.partitions);
    case 'OffsetCommit':
      return [{ to: coordinator, api: question.ask, body: commitOf(reset) }];
  }
}

/** One request for each leader. */
function listings(reset: OffsetReset, spec: OffsetSpec, partitions: readonly TopicPartition[]): Asked[] {
  const byLeader = new Map<number, TopicPartition[]>();
  for (const partition of partitions) {
    const leader = reset.leaders!.get(partition.topic)![partition.partition]!;
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), partition]);
  }
  const timestamp = timestampOf(reset.target, spec);
  return Array.from(byLeader, ([leader, ofLeader]) => ({
    to: brokerNode(leader),
    api: 'ListOffsets',
    body: {
      replicaId: -1,
      isolationLevel: 0,
      topics: groupByTopic(ofLeader).map((topic) => ({
        name: topic.topic,
        partitions: topic.partitions.map((partitionIndex) => ({
          partitionIndex,
          currentLeaderEpoch: -1,
          timestamp,
        })),
      })),
    },
    spec,
  }));
}

function timestampOf(target: ResetTarget, spec: OffsetSpec): number {
  if (spec === 'timestamp' && typeof target === 'object' && 'timestampMs' in target)
    return target.timestampMs;
  return spec === 'earliest' ? EARLIEST_TIMESTAMP : LATEST_TIMESTAMP;
}

/** As from somebody without a group: whoever is in one would be told to leave that to its members. */
function commitOf(reset: OffsetReset): RequestOf<'OffsetCommit'> {
  const offsets = newOffsets(reset);
  const toOf = (name: string, index: number) =>
    offsets.find(({ topic, partition }) => topic === name && partition === index)!.to;
  return {
    groupId: reset.groupId,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    topics: groupByTopic(offsets).map(({ topic: name, partitions }) => ({
      name,
      partitions: partitions.map((partitionIndex) => ({
        partitionIndex,
        committedOffset: toOf(name, partitionIndex),
        committedLeaderEpoch: -1,
        committedMetadata: '',
      })),
    })),
  };
}

function newOffsets(reset: OffsetReset) {
  const known = knownOffsets(reset);
  return partitionsToReset(reset).map((partition) => newOffset(reset.target, partition, known));
}

/** Nothing is sent where nobody can take it; with no other request under way it is tried again. */
function send(ctx: Ctx, admin: AdminNode, reset: OffsetReset, { to, api, body, spec }: Asked): void {
  if (to === null || !isReady(admin.client, to, 'data', ctx.nowUs)) return;
  const context: OffsetResetContext = { kind: 'offset-reset', id: reset.id, ...(spec ? { spec } : {}) };
  const timeoutMs = Math.max(1, Math.ceil((reset.deadlineUs - ctx.nowUs) / MICROS_PER_MS));
  reset.unanswered++;
  sendRequest(ctx, admin, to, api, body, { channel: 'data', timeoutMs, context });
}

export function onOffsetResetResponse(
  ctx: Ctx,
  admin: AdminNode,
  request: InFlightRequest,
  response: AnyResponse,
): void {
  const { id, spec } = request.context as OffsetResetContext;
  const reset = admin.resets.get(id);
  if (!reset) return;
  reset.unanswered--;
  const { error, message = null } = takeIn(reset, response, spec);
  if (error !== Errors.NONE && !mayHoldLater(reset, response.api, error)) {
    finish(ctx, admin, reset, error, message);
    return;
  }
  if (reset.unanswered > 0) return;
  if (error !== Errors.NONE) tryAgain(ctx, admin, reset);
  else if (response.api === 'OffsetCommit') succeed(ctx, admin, reset);
  // Who to ask is part of the question, and so is that the group turned out to be a classic one.
  else if (WAYS.has(response.api) || !reset.inactive) onOffsetResetDue(ctx, admin, reset);
  else goOn(ctx, admin, reset);
}

export function onOffsetResetDisconnect(ctx: Ctx, admin: AdminNode, request: InFlightRequest): void {
  const reset = admin.resets.get((request.context as OffsetResetContext).id);
  if (!reset) return;
  reset.unanswered--;
  reset.coordinator = null;
  if (request.api === 'ListOffsets') reset.leaders = null;
  if (reset.unanswered === 0) tryAgain(ctx, admin, reset);
}

interface Taken {
  readonly error: ErrorCode;
  readonly message?: string | null;
}

const TAKEN: Taken = { error: Errors.NONE };

/** What an answer tells is noted down. Returns the first error in it. */
function takeIn(reset: OffsetReset, response: AnyResponse, spec: OffsetSpec | undefined): Taken {
  switch (response.api) {
    case 'FindCoordinator': {
      const { errorCode, nodeId } = response.body.coordinators[0]!;
      if (errorCode === Errors.NONE) reset.coordinator = nodeId;
      return { error: errorCode };
    }
    case 'ConsumerGroupDescribe':
    case 'DescribeGroups':
      return takeDescription(reset, response);
    case 'OffsetFetch':
      return takeCommitted(reset, response);
    case 'DescribeTopicPartitions':
      return takeTopics(reset, response);
    case 'ListOffsets':
      return takeListed(reset, response, spec!);
    case 'OffsetCommit': {
      const answers = response.body.topics.flatMap(({ partitions }) => partitions);
      return { error: firstError(answers) };
    }
    default:
      throw new Error(`${response.api} is no question of an offset reset`);
  }
}

function firstError(answers: readonly { readonly errorCode: ErrorCode }[]): ErrorCode {
  return answers.find(({ errorCode }) => errorCode !== Errors.NONE)?.errorCode ?? Errors.NONE;
}

/** A group that is not there has nobody in it, and is given its first offsets. */
function takeDescription(
  reset: OffsetReset,
  { api, body }: Response<'ConsumerGroupDescribe'> | Response<'DescribeGroups'>,
): Taken {
  const { errorCode, errorMessage, groupState } = body.groups[0]!;
  if (errorCode === Errors.GROUP_ID_NOT_FOUND && api === 'ConsumerGroupDescribe') {
    reset.classic = true;
    return TAKEN;
  }
  if (errorCode !== Errors.NONE && errorCode !== Errors.GROUP_ID_NOT_FOUND)
    return { error: errorCode, message: errorMessage };
  reset.inactive = errorCode === Errors.GROUP_ID_NOT_FOUND || groupState === 'Empty' || groupState === 'Dead';
  if (reset.inactive) return TAKEN;
  return {
    error: Errors.NON_EMPTY_GROUP,
    message: `Offsets are only reset while nobody is in the group, and it is ${groupState}.`,
  };
}

function takeCommitted(reset: OffsetReset, { body }: Response<'OffsetFetch'>): Taken {
  const { errorCode, topics } = body.groups[0]!;
  if (errorCode !== Errors.NONE) return { error: errorCode };
  reset.committed = new Map();
  for (const { name: topic, partitions } of topics) {
    for (const { partitionIndex: partition, committedOffset: offset } of partitions) {
      const committed = { topic, partition, offset };
      if (offset >= 0) reset.committed.set(topicPartitionName(committed), committed);
    }
  }
  return TAKEN;
}

/** OffsetsUtils.checkAllTopicPartitionsValid: each is there and has a leader, or nothing is reset. */
function takeTopics(reset: OffsetReset, { body }: Response<'DescribeTopicPartitions'>): Taken {
  reset.leaders ??= new Map();
  for (const { errorCode, name, partitions } of body.topics) {
    if (errorCode !== Errors.NONE) return { error: errorCode, message: `There is no topic ${name}.` };
    const leaders = reset.leaders.get(name!) ?? [];
    for (const { partitionIndex, leaderId } of partitions) leaders[partitionIndex] = leaderId;
    reset.leaders.set(name!, leaders);
  }
  reset.cursor = body.nextCursor;
  if (reset.cursor) return TAKEN;
  for (const partition of partitionsToReset(reset)) {
    const leader = reset.leaders.get(partition.topic)?.[partition.partition];
    const name = topicPartitionName(partition);
    if (leader === undefined)
      return { error: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: `There is no partition ${name}.` };
    if (leader < 0) return { error: Errors.LEADER_NOT_AVAILABLE, message: `${name} has no leader.` };
  }
  return TAKEN;
}

function takeListed(reset: OffsetReset, { body }: Response<'ListOffsets'>, spec: OffsetSpec): Taken {
  for (const { name: topic, partitions } of body.topics) {
    for (const { partitionIndex: partition, errorCode, offset } of partitions) {
      if (errorCode === Errors.NONE) reset.listed[spec].set(topicPartitionName({ topic, partition }), offset);
    }
  }
  return { error: firstError(body.topics.flatMap(({ partitions }) => partitions)) };
}

/** Whether to ask again; who to ask is then to be found out anew. What topics there are is told once. */
function mayHoldLater(reset: OffsetReset, api: ApiName, error: ErrorCode): boolean {
  if (!isRetriable(error) || api === 'DescribeTopicPartitions') return false;
  if (error === Errors.NOT_COORDINATOR || error === Errors.COORDINATOR_NOT_AVAILABLE)
    reset.coordinator = null;
  if (api === 'ListOffsets' && isInvalidMetadata(error)) reset.leaders = null;
  return true;
}

function tryAgain(ctx: Ctx, admin: AdminNode, reset: OffsetReset): void {
  const { configs } = admin;
  const backoffUs = exponentialBackoffUs(
    ctx,
    admin,
    reset.attempts++,
    configs['retry.backoff.ms'],
    configs['retry.backoff.max.ms'],
  );
  reset.dueUs = Math.min(ctx.nowUs + backoffUs, reset.deadlineUs);
  setTimer(ctx, admin, OFFSET_RESET_TIMER, String(reset.id), reset.dueUs);
}

function succeed(ctx: Ctx, admin: AdminNode, reset: OffsetReset): void {
  admin.resets.delete(reset.id);
  note(ctx, { code: 'group-offsets-reset', group: reset.groupId, offsets: newOffsets(reset) });
}

function finish(
  ctx: Ctx,
  admin: AdminNode,
  { id, groupId }: OffsetReset,
  error: ErrorCode,
  message: string | null,
): void {
  admin.resets.delete(id);
  note(ctx, {
    code: 'admin-answered',
    api: 'resetOffsets',
    subject: groupId,
    error: errorName(error),
    message,
  });
}
