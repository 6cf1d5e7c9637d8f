/** One member of a classic group, as its coordinator knows it (ClassicGroupMember). */
import { type Micros, NEVER } from '../../../../kernel/brand.ts';
import type { JoinGroupRequest } from '../../../../protocol/messages/11-join-group.ts';
import type { Request } from '../../../network/message.ts';

export const EMPTY_ASSIGNMENT = new Uint8Array(0);

/** An assignor's name with what the member tells it: the first in a member's list is the one it likes best. */
export type JoinGroupProtocol = JoinGroupRequest['protocols'][number];

/** When a member is given up unless it is heard of. */
export interface Session {
  /** The truth, moved by every sign of life. */
  sessionExpiresAtUs: Micros;
  /** When the one queue entry of this session is due. It may come early, and is then set anew. */
  sessionTimerUs: Micros;
}

/** Somebody who was given a member id and has not come back with it yet (KIP-394). */
export interface PendingMember extends Session {
  readonly memberId: string;
}

export interface ClassicGroupMember extends Session {
  readonly memberId: string;
  /** `group.instance.id` of a static member (KIP-345), null: a dynamic one. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** How long a rebalance waits for it: the consumer's `max.poll.interval.ms`. */
  rebalanceTimeoutMs: number;
  /** The consumer's `session.timeout.ms`. */
  sessionTimeoutMs: number;
  readonly protocolType: string;
  supportedProtocols: readonly JoinGroupProtocol[];
  assignment: Uint8Array;
  /** Its JoinGroup, parked until the join phase ends. */
  awaitingJoin: Request<'JoinGroup'> | null;
  /** Its SyncGroup, parked until the leader's assignment is stored. */
  awaitingSync: Request<'SyncGroup'> | null;
  /** Has not been answered its first join: it knows no member id to heartbeat with. */
  isNew: boolean;
  /** When it last gave a sign of life. */
  lastHeartbeatUs: Micros;
}

export function createMember(
  identity: Pick<
    ClassicGroupMember,
    | 'memberId'
    | 'groupInstanceId'
    | 'clientId'
    | 'clientHost'
    | 'rebalanceTimeoutMs'
    | 'sessionTimeoutMs'
    | 'protocolType'
    | 'supportedProtocols'
  >,
  assignment: Uint8Array = EMPTY_ASSIGNMENT,
): ClassicGroupMember {
  return {
    ...identity,
    assignment,
    awaitingJoin: null,
    awaitingSync: null,
    isNew: false,
    sessionExpiresAtUs: NEVER,
    sessionTimerUs: NEVER,
    lastHeartbeatUs: 0,
  };
}

/** A member whose request is parked can't send heartbeats and is not expected to, unless it is new. */
export function hasSatisfiedHeartbeat(member: ClassicGroupMember): boolean {
  return !member.isNew && (member.awaitingJoin !== null || member.awaitingSync !== null);
}

/** What the member told the assignor of that name. */
export function metadataFor(member: ClassicGroupMember, protocolName: string): Uint8Array {
  const protocol = member.supportedProtocols.find(({ name }) => name === protocolName);
  if (!protocol) throw new Error(`member ${member.memberId} does not support ${protocolName}`);
  return protocol.metadata;
}

/** Whether a join brings nothing new: the same assignors in the same order, told the same. */
export function matchesProtocols(
  member: ClassicGroupMember,
  protocols: readonly JoinGroupProtocol[],
): boolean {
  const ours = member.supportedProtocols;
  return (
    ours.length === protocols.length &&
    ours.every(
      ({ name, metadata }, index) =>
        name === protocols[index]!.name && isSameBytes(metadata, protocols[index]!.metadata),
    )
  );
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
