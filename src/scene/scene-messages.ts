/**
 * Every text that the scene shows or speaks; the catalogues of i18n implement it. Kafka's own names (`acks=all`,
 * PreparingRebalance, range, eager) are the same in every language and are not in here.
 */

import type { GroupPhase, IdleReason, TransactionPhase } from '../view/codes.ts';
import type { TXN_CELLS } from '../view/frame.ts';
import type { BrokerState, ClientState, GroupCard } from '../view/structure.ts';
import type { HeadingName } from './layout/layout.ts';
import type { PainterWords } from './painter-words.ts';

export interface SceneMessages {
  readonly painter: PainterWords;
  /** Above the columns: `Producers`, `Topic`, `Consumer groups`, `Brokers`. */
  readonly headings: Readonly<Record<HeadingName, string>>;
  /** Below the brokers' heading: `Right-click one to stop it, or press K when focused` */
  readonly brokersHint: string;

  /** `broker 2` */
  readonly broker: (id: number) => string;
  /** Where a partition's leader would stand, when it has none. */
  readonly offline: string;
  readonly brokerState: Readonly<Record<BrokerState, string>>;
  /** `coordinates billing, audit` */
  readonly coordinates: (groups: string) => string;
  /** Where chips have no room: `leads 4 of 12` */
  readonly leads: (leaders: number, replicas: number) => string;

  /** `3 partitions` */
  readonly partitions: (count: number) => string;
  /** `replication factor 3` */
  readonly replicationFactor: (count: number) => string;
  /** `keeps 60 s`; the time is written with the painter's units. */
  readonly keeps: (time: string) => string;
  readonly keepsForEver: string;
  readonly compacted: string;

  /** `8 rec/s` */
  readonly rate: (perSecond: number) => string;
  readonly keyed: string;
  readonly noKey: string;
  /** `replays flights` */
  readonly replays: (source: string) => string;
  /** A producer that sends on what a consumer of the group reads. */
  readonly forwards: (group: string) => string;
  readonly clientState: Readonly<Record<ClientState, string>>;
  /** A producer whose load is paused. */
  readonly paused: string;
  /** A producer whose send() blocks. */
  readonly blockedOn: Readonly<Record<'metadata' | 'buffer', string>>;

  /** What a producer does in a transaction, in a word. */
  readonly transaction: Readonly<Record<Exclude<TransactionPhase, 'initializing' | 'ready'>, string>>;
  /** `3 records` */
  readonly records: (count: number) => string;

  /** `generation 7`, `epoch 7` */
  readonly countedIn: Readonly<Record<GroupCard['countedIn'], (n: number) => string>>;
  /** What a share group is called on its card. */
  readonly shareGroup: string;
  /** Beside the state's name while a group rebalances, in two or three words. */
  readonly phase: Readonly<Record<GroupPhase, string>>;
  /** `2 of 4 back` */
  readonly back: (done: number, all: number) => string;
  /** Cooperative: `1 moves` */
  readonly moving: (partitions: number) => string;
  /** `4 members` */
  readonly members: (count: number) => string;
  readonly noMembers: string;

  /** On a card, in a few words: why it reads nothing. */
  readonly idle: Readonly<Record<IdleReason, string>>;
  /** On a card, what a member does in a rebalance. */
  readonly memberStep: Readonly<Record<MemberStep, string>>;
  readonly byHand: string;
  /** A member that owns partitions but has nothing to read just now: `0 rec/s` is said otherwise. */
  readonly bench: string;
  readonly benchHint: string;
  /** On the tray: what is dragged from there. */
  readonly newConsumer: string;
  /** Two lines: `Drop a consumer here to start a new group` */
  readonly newGroup: string;

  readonly spoken: SpokenMessages;
}

/** What a member does while its group rebalances. */
export type MemberStep =
  | 'finds-coordinator'
  /** Has not heard of the rebalance yet, and reads on. */
  | 'not-told'
  /** Eager: let go of all and rejoined; waits for the others. */
  | 'let-go'
  /** Cooperative: rejoined, and reads on from what it keeps. */
  | 'rejoined'
  | 'waits-for-assignment'
  | 'has-assignment'
  /** Cooperative: gives up what moves, then rejoins. */
  | 'gives-up'
  | 'leaves';

/** Labels for screen readers, hints, and the steps of a drag. */
export interface SpokenMessages {
  readonly producer: (producer: {
    readonly name: string;
    readonly topic: string;
    readonly perSecond: number;
    readonly state: string;
  }) => string;
  readonly topic: (topic: { readonly name: string; readonly facts: string }) => string;
  readonly partition: (partition: {
    readonly topic: string;
    readonly partition: number;
    /** -1: none. */
    readonly leader: number;
    readonly inSync: number;
    readonly replicas: number;
    readonly isMoving: boolean;
  }) => string;
  readonly group: (group: {
    readonly id: string;
    readonly isShare: boolean;
    readonly state: string;
    readonly phase: string;
    /** `generation 7` */
    readonly generation: string;
    readonly members: number;
  }) => string;
  readonly consumer: (consumer: {
    readonly name: string;
    readonly group: string | null;
    /** `P0, P1`; empty: none. */
    readonly owns: string;
    readonly perSecond: number;
    /** Why it is idle or what it waits for; empty: it reads. */
    readonly status: string;
  }) => string;
  readonly broker: (broker: {
    readonly id: number;
    readonly state: string;
    readonly leads: number;
    readonly replicas: number;
    readonly coordinates: string;
  }) => string;

  /** What the keys do on each kind of thing, its menu included. */
  readonly partitionHint: string;
  readonly consumerHint: string;
  /** On the consumer that is not there yet. */
  readonly trayHint: string;
  readonly brokerHint: string;
  readonly menuHint: string;

  /** The record under the cursor: `offset 66, key C-10`, not committed yet; or `offset 67, COMMIT marker`. */
  readonly record: (record: {
    readonly offset: number;
    readonly key: string | null;
    readonly transaction: (typeof TXN_CELLS)[number];
    readonly committed: boolean;
  }) => string;
  readonly noRecords: string;

  /** Names of drop targets. */
  readonly toGroup: (id: string) => string;
  readonly toNewGroup: string;
  readonly toBench: string;
  readonly pickedUp: (drag: { readonly name: string; readonly targets: number }) => string;
  readonly over: (drag: { readonly target: string; readonly at: number; readonly of: number }) => string;
  readonly dropped: (drag: { readonly name: string; readonly target: string }) => string;
  readonly cancelled: (name: string) => string;
}
