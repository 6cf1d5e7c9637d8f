import type { LeaderEpoch } from '../../kernel/brand.ts';

/** A broker begins or ends to lead a partition, by which coordinators take over what it holds or give it up. */
export interface Leadership {
  readonly topicPartition: string;
  readonly topic: string;
  readonly partition: number;
  readonly leaderEpoch: LeaderEpoch;
  readonly leads: boolean;
}
