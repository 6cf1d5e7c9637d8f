/** How an admin request ended: the first thing in its answer that failed, or that nothing did. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { AnyResponse } from '../network/message.ts';

export interface AdminOutcome {
  readonly error: ErrorCode;
  /** Kafka's own words. */
  readonly message: string | null;
}

interface Result {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export function outcomeOf(response: AnyResponse): AdminOutcome {
  const failed = resultsOf(response).find(({ errorCode }) => errorCode !== Errors.NONE);
  return failed
    ? { error: failed.errorCode, message: failed.errorMessage }
    : { error: Errors.NONE, message: null };
}

function resultsOf(response: AnyResponse): readonly Result[] {
  switch (response.api) {
    case 'CreateTopics':
      return response.body.topics;
    case 'DeleteTopics':
    case 'AlterConfigs':
    case 'IncrementalAlterConfigs':
      return response.body.responses;
    case 'CreatePartitions':
      return response.body.results;
    case 'ElectLeaders':
      return [
        { errorCode: response.body.errorCode, errorMessage: null },
        ...response.body.replicaElectionResults.flatMap((topic) => topic.partitionResult),
      ];
    case 'AlterPartitionReassignments':
      return [response.body, ...response.body.responses.flatMap(({ partitions }) => partitions)];
    case 'UnregisterBroker':
      return [response.body];
    case 'DeleteRecords':
      return response.body.topics
        .flatMap(({ partitions }) => partitions)
        .map(({ errorCode }) => ({ errorCode, errorMessage: null }));
    default:
      throw new Error(`${response.api} is no admin request`);
  }
}
