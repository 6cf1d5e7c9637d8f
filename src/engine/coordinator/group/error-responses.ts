/** Answers that refuse a whole request with one error, in the form that each API has for it. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { OffsetCommitResponse } from '../../../protocol/messages/08-offset-commit.ts';
import type { HeartbeatResponse } from '../../../protocol/messages/12-heartbeat.ts';
import type { LeaveGroupResponse } from '../../../protocol/messages/13-leave-group.ts';
import type { OffsetDeleteResponse } from '../../../protocol/messages/47-offset-delete.ts';
import type { OffsetFetchGroup } from './coordinator-result.ts';

export function heartbeatError(errorCode: ErrorCode): HeartbeatResponse {
  return { throttleTimeMs: 0, errorCode };
}

export function leaveGroupError(errorCode: ErrorCode): LeaveGroupResponse {
  return { throttleTimeMs: 0, errorCode, members: [] };
}

/** The same answer with an error for every partition that had none: OffsetCommit knows no other kind of refusal. */
export function offsetCommitError(body: OffsetCommitResponse, error: ErrorCode): OffsetCommitResponse {
  const topics = body.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, errorCode }) => ({
      partitionIndex,
      errorCode: errorCode === Errors.NONE ? error : errorCode,
    })),
  }));
  return { throttleTimeMs: 0, topics };
}

export function offsetDeleteError(errorCode: ErrorCode): OffsetDeleteResponse {
  return { errorCode, throttleTimeMs: 0, topics: [] };
}

export function offsetFetchGroupError(groupId: string, errorCode: ErrorCode): OffsetFetchGroup {
  return { groupId, topics: [], errorCode };
}
