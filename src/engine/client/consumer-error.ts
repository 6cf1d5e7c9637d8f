/**
 * Errors that poll() throws at the application, by the names of Kafka's exceptions. Nothing is thrown here:
 * the name is left for the poll loop, which ends the application's work by it (application.ts).
 */
import { type ErrorCode, Errors, errorName } from '../../protocol/errors.ts';
import type { ConsumerNode } from './consumer.ts';

const EXCEPTIONS: ReadonlyMap<number, string> = new Map([
  [Errors.FENCED_INSTANCE_ID, 'FencedInstanceIdException'],
  [Errors.GROUP_MAX_SIZE_REACHED, 'GroupMaxSizeReachedException'],
  [Errors.INCONSISTENT_GROUP_PROTOCOL, 'InconsistentGroupProtocolException'],
  [Errors.INVALID_SESSION_TIMEOUT, 'InvalidSessionTimeoutException'],
  [Errors.INVALID_GROUP_ID, 'InvalidGroupIdException'],
  [Errors.OFFSET_METADATA_TOO_LARGE, 'OffsetMetadataTooLarge'],
  [Errors.INVALID_COMMIT_OFFSET_SIZE, 'InvalidCommitOffsetSizeException'],
  [Errors.UNRELEASED_INSTANCE_ID, 'UnreleasedInstanceIdException'],
  [Errors.UNSUPPORTED_ASSIGNOR, 'UnsupportedAssignorException'],
  [Errors.INVALID_REQUEST, 'InvalidRequestException'],
  [Errors.GROUP_ID_NOT_FOUND, 'GroupIdNotFoundException'],
  [Errors.INVALID_REGULAR_EXPRESSION, 'InvalidRegularExpression'],
]);

/** The exception of an error code; codes that a consumer has none for become a KafkaException that names them. */
export function exceptionOf(error: ErrorCode): string {
  return EXCEPTIONS.get(error) ?? `KafkaException: ${errorName(error)}`;
}

/** The first one counts; the poll under way throws it. */
export function throwToApplication(consumer: ConsumerNode, exception: string): void {
  consumer.application.thrown ??= exception;
}
