/** What a client is told when the coordinator could not write (CoordinatorOperationExceptionHelper). */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';

/** Not enough replicas: try again here. Not the leader: look for the coordinator elsewhere. */
export function coordinatorErrorOf(appendError: ErrorCode): ErrorCode {
  switch (appendError) {
    case Errors.UNKNOWN_TOPIC_OR_PARTITION:
    case Errors.NOT_ENOUGH_REPLICAS:
    case Errors.REQUEST_TIMED_OUT:
      return Errors.COORDINATOR_NOT_AVAILABLE;
    case Errors.NOT_LEADER_OR_FOLLOWER:
      return Errors.NOT_COORDINATOR;
    case Errors.MESSAGE_TOO_LARGE:
    case Errors.RECORD_LIST_TOO_LARGE:
      return Errors.UNKNOWN_SERVER_ERROR;
    default:
      return appendError;
  }
}

/** OffsetFetch is answered NOT_COORDINATOR also where others hear COORDINATOR_NOT_AVAILABLE: old consumers knew no better. */
export function offsetFetchErrorOf(appendError: ErrorCode): ErrorCode {
  const error = coordinatorErrorOf(appendError);
  return error === Errors.COORDINATOR_NOT_AVAILABLE ? Errors.NOT_COORDINATOR : error;
}
