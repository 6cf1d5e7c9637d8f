/** Texts of the dialogs that add and change things. */
import type { ResetProblem } from '../view/reset-preview.ts';

export interface DialogMessages {
  readonly add: string;
  readonly apply: string;
  readonly send: string;
  readonly name: string;
  readonly topic: string;
  readonly group: string;
  readonly newGroup: string;
  readonly bench: string;
  readonly groupName: string;
  readonly nameTaken: (name: string) => string;
  readonly nameWanted: string;
  readonly addProducer: string;
  readonly addConsumer: string;
  readonly addTopic: string;
  readonly partitions: string;
  readonly replicationFactor: string;
  readonly replicationHint: (brokers: number) => string;
  readonly retention: string;
  readonly retentionHint: string;
  readonly processing: string;
  readonly offsetReset: string;
  readonly offsetResetHint: string;
  readonly addPartitions: (topic: string) => string;
  readonly partitionsNow: (count: number) => string;
  readonly partitionsHint: string;
  readonly deleteRecords: (topic: string, partition: number) => string;
  readonly deleteRecordsHint: string;
  readonly beforeOffset: string;
  readonly beforeOffsetHint: string;
  readonly produce: string;
  readonly producer: string;
  readonly key: string;
  readonly keyHint: string;
  readonly value: string;
  readonly tombstone: string;
  readonly partition: string;
  readonly partitionByKey: string;
  readonly sendAnother: string;
  readonly sent: string;
  readonly load: (producer: string) => string;
  readonly loadKind: string;
  readonly loadKinds: Readonly<Record<'steady' | 'bursty' | 'ramp' | 'manual', string>>;
  readonly perSecond: string;
  readonly toPerSecond: string;
  readonly period: string;
  readonly duty: string;
  readonly keys: string;
  readonly keyCount: string;
  readonly noKeys: string;
  readonly skew: string;
  readonly skewSteps: readonly string[];
  readonly valueBytes: string;
  readonly acks: string;
  readonly transactions: string;
  readonly transactionsHint: string;
  readonly transactionRecords: string;
  readonly abortEvery: string;
  readonly abortEveryHint: string;
  readonly hold: string;
  readonly transactionsOf: (producer: string) => string;
  readonly transactionsOfHint: string;
  readonly move: (consumer: string) => string;
  readonly moveHint: string;
  readonly moveHere: string;
  readonly current: string;
  readonly replicas: ReplicasMessages;
  readonly reset: ResetMessages;
  readonly data: DataMessages;
}

/** Where the replicas of a partition are to be. Lists of brokers come as `1, 2`, in the order of the replicas. */
export interface ReplicasMessages {
  readonly title: (topic: string, partition: number) => string;
  readonly intro: string;
  readonly submit: string;
  readonly brokers: string;
  readonly broker: (id: number) => string;
  readonly up: (id: number) => string;
  readonly down: (id: number) => string;
  readonly leads: string;
  readonly preferred: string;
  readonly added: string;
  readonly removed: string;
  readonly fromTo: (from: string, to: string) => string;
  readonly none: string;
  readonly unchanged: string;
  readonly reordered: string;
  readonly moved: (adds: readonly number[], removes: readonly number[]) => string;
  /** The leader's copy goes, and who leads then. */
  readonly leaderGoes: (leader: number, next: number) => string;
  /** The leader stays, and another is preferred. */
  readonly leaderStays: (leader: number, preferred: number) => string;
}

/** As `kafka-consumer-groups.sh --reset-offsets` calls things. */
export interface ResetMessages {
  readonly title: (group: string) => string;
  readonly intro: string;
  readonly submit: string;
  readonly to: string;
  readonly kinds: Readonly<Record<ResetKind, string>>;
  /** What is to be written beside a kind that needs it. */
  readonly values: Readonly<Record<Exclude<ResetKind, 'earliest' | 'latest' | 'current'>, string>>;
  readonly hints: Readonly<Record<ResetKind, string>>;
  readonly chooseFile: string;
  readonly of: string;
  readonly allTopics: string;
  readonly partitions: string;
  readonly partitionsHint: string;
  readonly preview: string;
  readonly columns: { readonly partition: string; readonly current: string; readonly to: string };
  readonly none: string;
  readonly heldTo: Readonly<Record<'earliest' | 'latest', string>>;
  readonly again: (count: string) => string;
  readonly skipped: (count: string) => string;
  readonly unchanged: string;
  readonly problems: Readonly<Record<ResetProblem, (about: string) => string>>;
}

export type ResetKind =
  | 'earliest'
  | 'latest'
  | 'current'
  | 'offset'
  | 'shift-by'
  | 'datetime'
  | 'duration'
  | 'file';

export interface DataMessages {
  readonly title: string;
  readonly intro: string;
  readonly shipped: string;
  readonly ownFile: string;
  readonly chooseFile: string;
  readonly rows: (count: string) => string;
  readonly licence: (licence: string, source: string) => string;
  readonly keyColumn: string;
  readonly noKey: string;
  readonly timeColumn: string;
  readonly noTime: string;
  readonly speed: string;
  readonly speedHint: string;
  readonly repeat: string;
  readonly into: string;
  readonly newProducer: string;
  readonly read: (rows: string, columns: number) => string;
  readonly malformed: (count: string) => string;
  readonly line: (line: number) => string;
  readonly preview: string;
  readonly noRows: string;
  readonly replay: string;
  readonly askTitle: string;
  readonly ask: (name: string, size: string) => string;
  readonly wrongFile: (name: string) => string;
  readonly reading: string;
}
