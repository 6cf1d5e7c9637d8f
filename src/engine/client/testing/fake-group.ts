/**
 * The least that a group coordinator does: it waits for all members in JoinGroup, for the rebalance timeout at
 * most, makes the first one the leader, and hands out what the leader sends. Sessions never expire here.
 */
import { MICROS_PER_MS, type Micros } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { ApiName, ResponseOf } from '../../../protocol/messages/index.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';

export type Respond = <Api extends ApiName>(request: Request<Api>, body: ResponseOf<Api>) => void;

interface Member {
  join: Request<'JoinGroup'> | null;
  sync: Request<'SyncGroup'> | null;
  metadata: Uint8Array;
  /** What the leader gave it in this generation; null: it has not said yet. */
  assignment: Uint8Array | null;
}

export interface FakeGroup {
  state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';
  generation: number;
  /** In the order in which they came. */
  readonly members: Map<string, Member>;
  nextId: number;
  /** When members that have not rejoined are dropped. */
  timeoutUs: Micros;
}

export function createFakeGroup(): FakeGroup {
  return { state: 'Empty', generation: 0, members: new Map(), nextId: 1, timeoutUs: -1 };
}

export function joinGroup(ctx: Ctx, group: FakeGroup, request: Request<'JoinGroup'>, respond: Respond): void {
  const { memberId, rebalanceTimeoutMs, protocols } = request.body;
  if (memberId === '') {
    respond(request, joinAnswer(Errors.MEMBER_ID_REQUIRED, `${request.from}-${group.nextId++}`));
    return;
  }
  group.members.set(memberId, {
    join: request,
    sync: null,
    metadata: protocols[0]!.metadata,
    assignment: null,
  });
  if (group.state !== 'PreparingRebalance') prepareRebalance(ctx, group, rebalanceTimeoutMs, respond);
  maybeCompleteJoin(group, respond);
}

/** A rebalance begins; those who wait for their assignment hear of it at once, others by their heartbeat. */
function prepareRebalance(ctx: Ctx, group: FakeGroup, timeoutMs: number, respond: Respond): void {
  group.state = 'PreparingRebalance';
  group.timeoutUs = ctx.nowUs + timeoutMs * MICROS_PER_MS;
  for (const member of group.members.values()) {
    if (member.sync) respond(member.sync, syncAnswer(Errors.REBALANCE_IN_PROGRESS));
    member.sync = null;
  }
}

export function onRebalanceTimeout(group: FakeGroup, dueUs: Micros, respond: Respond): void {
  if (group.state !== 'PreparingRebalance' || dueUs !== group.timeoutUs) return;
  for (const [memberId, { join }] of group.members) if (!join) group.members.delete(memberId);
  maybeCompleteJoin(group, respond);
}

function maybeCompleteJoin(group: FakeGroup, respond: Respond): void {
  if (group.state !== 'PreparingRebalance') return;
  if ([...group.members.values()].some(({ join }) => !join)) return;
  group.generation++;
  group.state = group.members.size > 0 ? 'CompletingRebalance' : 'Empty';
  const leader = group.members.keys().next().value ?? '';
  const everybody = Array.from(group.members, ([memberId, { metadata }]) => ({
    memberId,
    groupInstanceId: null,
    metadata,
  }));
  for (const [memberId, member] of group.members) {
    const request = member.join!;
    member.join = null;
    respond(request, {
      ...joinAnswer(Errors.NONE, memberId),
      generationId: group.generation,
      protocolType: 'consumer',
      protocolName: request.body.protocols[0]!.name,
      leader,
      members: memberId === leader ? everybody : [],
    });
  }
}

export function syncGroup(group: FakeGroup, request: Request<'SyncGroup'>, respond: Respond): void {
  const { memberId, generationId, assignments } = request.body;
  const member = group.members.get(memberId);
  const error = membershipError(group, memberId, generationId);
  if (error !== Errors.NONE || !member || group.state === 'PreparingRebalance') {
    respond(request, syncAnswer(error || Errors.REBALANCE_IN_PROGRESS));
    return;
  }
  member.sync = request;
  for (const { memberId: id, assignment } of assignments) group.members.get(id)!.assignment = assignment;
  if (assignments.length > 0) group.state = 'Stable';
  for (const waiting of group.members.values()) {
    if (!waiting.sync || !waiting.assignment) continue;
    respond(waiting.sync, { ...syncAnswer(Errors.NONE), assignment: waiting.assignment });
    waiting.sync = null;
  }
}

export function leaveGroup(ctx: Ctx, group: FakeGroup, memberId: string, respond: Respond): void {
  group.members.delete(memberId);
  if (group.state === 'Stable' || group.state === 'CompletingRebalance')
    prepareRebalance(ctx, group, 300_000, respond);
  maybeCompleteJoin(group, respond);
}

export function heartbeatError(group: FakeGroup, memberId: string, generationId: number): ErrorCode {
  const error = membershipError(group, memberId, generationId);
  if (error !== Errors.NONE) return error;
  return group.state === 'PreparingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
}

export function commitError(group: FakeGroup, memberId: string, generationId: number): ErrorCode {
  if (generationId < 0 && group.members.size === 0) return Errors.NONE;
  const error = membershipError(group, memberId, generationId);
  if (error !== Errors.NONE) return error;
  return group.state === 'CompletingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
}

function membershipError(group: FakeGroup, memberId: string, generationId: number): ErrorCode {
  if (!group.members.has(memberId)) return Errors.UNKNOWN_MEMBER_ID;
  return generationId === group.generation ? Errors.NONE : Errors.ILLEGAL_GENERATION;
}

export function joinAnswer(errorCode: ErrorCode, memberId: string): ResponseOf<'JoinGroup'> {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

export function syncAnswer(errorCode: ErrorCode): ResponseOf<'SyncGroup'> {
  return {
    throttleTimeMs: 0,
    errorCode,
    protocolType: null,
    protocolName: null,
    assignment: new Uint8Array(),
  };
}
