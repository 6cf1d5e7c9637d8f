/** Rows of the structure by what they stand for. */
import type { RowInfo, Structure } from './structure.ts';

/** Undefined: there is no such partition, or none that is shown. */
export function rowOf({ topics, rows }: Structure, topic: string, partition: number): RowInfo | undefined {
  const card = topics.find(({ name }) => name === topic);
  return card && partition < card.partitions ? rows[card.firstRow + partition] : undefined;
}

/** Whether a reassignment of its replicas is under way (KIP-455). */
export function isMoving({ adding, removing }: Pick<RowInfo, 'adding' | 'removing'>): boolean {
  return adding.length + removing.length > 0;
}
