/** What kind of exception Kafka's clients make of an error code: which of them are worth another try. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';

/** InvalidMetadataException: what the client knows of leaders is to blame, an update may help. */
const INVALID_METADATA: ReadonlySet<number> = new Set([
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  Errors.LEADER_NOT_AVAILABLE,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.REPLICA_NOT_AVAILABLE,
  Errors.NETWORK_EXCEPTION,
  Errors.FENCED_LEADER_EPOCH,
  Errors.UNKNOWN_TOPIC_ID,
  Errors.INCONSISTENT_TOPIC_ID,
  Errors.PREFERRED_LEADER_NOT_AVAILABLE,
  Errors.ELECTION_NOT_NEEDED,
  Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE,
]);

/** RetriableException, beside those above. */
const RETRIABLE: ReadonlySet<number> = new Set([
  Errors.CORRUPT_MESSAGE,
  Errors.REQUEST_TIMED_OUT,
  Errors.COORDINATOR_LOAD_IN_PROGRESS,
  Errors.COORDINATOR_NOT_AVAILABLE,
  Errors.NOT_COORDINATOR,
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  Errors.NOT_CONTROLLER,
  Errors.UNKNOWN_LEADER_EPOCH,
  Errors.OFFSET_NOT_AVAILABLE,
  Errors.CONCURRENT_TRANSACTIONS,
  Errors.UNSTABLE_OFFSET_COMMIT,
]);

export function isInvalidMetadata(error: ErrorCode): boolean {
  return INVALID_METADATA.has(error);
}

export function isRetriable(error: ErrorCode): boolean {
  return RETRIABLE.has(error) || INVALID_METADATA.has(error);
}
