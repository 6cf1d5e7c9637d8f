/** Admin requests for tests, and their outcomes in one line each. */
import type { CreateTopicsRequest } from '../../protocol/messages/19-create-topics.ts';
import type { Note } from '../note.ts';

export function createOrdersRequest(numPartitions: number, replicationFactor: number): CreateTopicsRequest {
  return {
    topics: [{ name: 'orders', numPartitions, replicationFactor, assignments: [], configs: [] }],
    timeoutMs: 30_000,
    validateOnly: false,
  };
}

export function outcomes(notes: readonly Note[]): string[] {
  return notes.flatMap((note) =>
    note.code === 'admin-answered'
      ? [`${note.api} ${note.subject}: ${note.error}${note.message === null ? '' : ` ${note.message}`}`]
      : [],
  );
}
