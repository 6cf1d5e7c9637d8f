/** An error code with the words that Kafka sends along. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';

export interface ApiError {
  readonly error: ErrorCode;
  readonly message: string | null;
}

/** What Kafka says where a handler has no words of its own (org.apache.kafka.common.protocol.Errors). */
const DEFAULT_MESSAGES = new Map<ErrorCode, string>([
  [Errors.UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.'],
  [Errors.UNKNOWN_TOPIC_ID, 'This server does not host this topic ID.'],
  [Errors.REQUEST_TIMED_OUT, 'The request timed out.'],
  [Errors.NOT_CONTROLLER, 'This is not the correct controller for this cluster.'],
  [Errors.PREFERRED_LEADER_NOT_AVAILABLE, 'The preferred leader was not available.'],
  [Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE, 'Eligible topic partition leaders are not available.'],
  [Errors.ELECTION_NOT_NEEDED, 'Leader election not needed for topic partition.'],
  [Errors.UNKNOWN_SERVER_ERROR, 'The server experienced an unexpected error when processing the request.'],
]);

export function apiError(
  error: ErrorCode,
  message: string | null = DEFAULT_MESSAGES.get(error) ?? null,
): ApiError {
  return { error, message };
}

/** What appears more than once, each named once. */
export function duplicatesOf<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items.filter((item, index) => items.indexOf(item) !== index))];
}
