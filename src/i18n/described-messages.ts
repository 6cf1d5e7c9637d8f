/** The cluster's state in sentences, for those who read it rather than see it. */
import type { ProducerCard } from '../view/structure.ts';

export interface DescribedMessages {
  readonly title: string;
  readonly intro: string;
  readonly now: (moment: string) => string;
  readonly brokers: string;
  readonly topics: string;
  readonly producers: string;
  readonly groups: string;
  readonly others: string;
  readonly nothing: string;
  readonly broker: (p: {
    readonly id: number;
    readonly state: string;
    readonly leads: number;
    readonly follows: number;
    readonly coordinates: readonly string[];
  }) => string;
  readonly topic: (p: {
    readonly name: string;
    readonly partitions: number;
    readonly replicationFactor: number;
  }) => string;
  readonly partition: (p: {
    readonly name: string;
    readonly leader: number;
    readonly isr: readonly number[];
    readonly replicas: readonly number[];
    /** Of the replicas, what a reassignment adds and will take away. */
    readonly adding: readonly number[];
    readonly removing: readonly number[];
    readonly logStart: number;
    readonly highWatermark: number;
    /** LSO: below the high watermark while a transaction holds it back. */
    readonly lastStable: number;
    readonly logEnd: number;
  }) => string;
  readonly producer: (p: {
    readonly name: string;
    readonly topic: string;
    readonly perSecond: number;
    readonly acks: string;
    readonly keyed: boolean;
    readonly state: string | null;
    readonly paused: boolean;
    /** Null: without a transactional.id. */
    readonly transaction: ProducerCard['transaction'];
    /** What its send() waits for; null: it does not block. */
    readonly blockedOn: 'metadata' | 'buffer' | null;
  }) => string;
  readonly group: (p: {
    readonly id: string;
    readonly isShare: boolean;
    readonly readCommitted: boolean;
    readonly state: string;
    readonly phase: string;
    readonly generation: number;
    readonly countedIn: 'generation' | 'epoch';
    readonly assignor: string;
    readonly members: number;
    readonly lag: number;
  }) => string;
  readonly member: (p: {
    readonly name: string;
    readonly owned: readonly string[];
    readonly idle: string | null;
    readonly perSecond: number;
  }) => string;
}
