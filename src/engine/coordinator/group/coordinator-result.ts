/**
 * What a rule of the coordinator proposes: records to be written, and what is to be done once they are
 * committed, or could not be. Plain data, since it waits in the broker's state.
 */
import type { Micros, Offset } from '../../../kernel/brand.ts';
import type { CoordinatorRecord } from '../../../protocol/coordinator-records.ts';
import type { ResponseOf } from '../../../protocol/messages/index.ts';
import type { Request } from '../../network/message.ts';
import type { JoinGroupProtocol } from './classic/classic-group-member.ts';
import type { TimerChanges } from './consumer/member-timers.ts';
import type { Group } from './group.ts';
import type { ShareCompletion } from './share/share-completion.ts';
import type { TransactionCompletion } from './transaction-completion.ts';

export type OffsetFetchGroup = ResponseOf<'OffsetFetch'>['groups'][number];

/** The leader's assignment, handed to all members when it is stored. */
export interface AssignmentStored {
  readonly type: 'assignment-stored';
  readonly groupId: string;
  readonly generationId: number;
  readonly leaderId: string;
  readonly assignment: ReadonlyMap<string, Uint8Array>;
}

/** A static member's new life, answered when its new member id is stored; undone if it can't be. */
export interface StaticMemberStored {
  readonly type: 'static-member-stored';
  readonly groupId: string;
  readonly newMemberId: string;
  readonly oldMemberId: string;
  readonly previousLeaderId: string | null;
  readonly previousProtocols: readonly JoinGroupProtocol[];
  readonly previousRebalanceTimeoutMs: number;
  readonly previousSessionTimeoutMs: number;
}

export type Completion =
  | {
      readonly type: 'heartbeat';
      readonly request: Request<'Heartbeat'>;
      readonly body: ResponseOf<'Heartbeat'>;
    }
  | {
      readonly type: 'leave-group';
      readonly request: Request<'LeaveGroup'>;
      readonly body: ResponseOf<'LeaveGroup'>;
    }
  | {
      readonly type: 'offset-commit';
      readonly request: Request<'OffsetCommit'>;
      readonly body: ResponseOf<'OffsetCommit'>;
    }
  | {
      readonly type: 'offset-fetch';
      readonly request: Request<'OffsetFetch'>;
      /** Which of the request's groups. */
      readonly index: number;
      readonly group: OffsetFetchGroup;
    }
  | {
      readonly type: 'consumer-group-heartbeat';
      readonly request: Request<'ConsumerGroupHeartbeat'>;
      readonly body: ResponseOf<'ConsumerGroupHeartbeat'>;
    }
  /** A member of a consumer group that speaks the classic protocol. */
  | {
      readonly type: 'classic-member-joined';
      readonly request: Request<'JoinGroup'>;
      readonly body: ResponseOf<'JoinGroup'>;
    }
  | {
      readonly type: 'sync-group';
      readonly request: Request<'SyncGroup'>;
      readonly body: ResponseOf<'SyncGroup'>;
    }
  | {
      readonly type: 'delete-groups';
      readonly request: Request<'DeleteGroups'>;
      /** Results for the groups of this partition; others may still be on their way. */
      readonly results: ResponseOf<'DeleteGroups'>['results'];
    }
  | {
      readonly type: 'offset-delete';
      readonly request: Request<'OffsetDelete'>;
      readonly body: ResponseOf<'OffsetDelete'>;
    }
  | { readonly type: 'group-created'; readonly groupId: string }
  | AssignmentStored
  | StaticMemberStored
  | TransactionCompletion
  | ShareCompletion;

export interface CoordinatorResult {
  readonly records: readonly CoordinatorRecord[];
  readonly completion: Completion | null;
  /** False when the rule has changed the state itself: the records then only tell the next coordinator. */
  readonly replay: boolean;
  /** To be wound once the records have become state. */
  readonly timers?: TimerChanges;
  /** The group as it was, if the rule has put another in its place: it is back if nothing can be written. */
  readonly undo?: Group;
}

export const EMPTY_RESULT: CoordinatorResult = { records: [], completion: null, replay: true };

/** A completion that waits for the high watermark to reach `offset`. */
export interface DeferredEvent {
  readonly offset: Offset;
  readonly completion: Completion;
  readonly timesOutAtUs: Micros;
}
