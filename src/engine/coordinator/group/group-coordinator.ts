/**
 * The coordinator's part of a broker: one shard for each partition of `__consumer_offsets` that it leads, and
 * the timers of all groups in them. The rules are beside this file; those of the classic
 * protocol in classic/, those of the consumer protocol in consumer/.
 */
import type { Offset } from '../../../kernel/brand.ts';
import type { Timer } from '../../behaviour.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { Ctx } from '../../ctx.ts';
import type { ClassicGroup } from './classic/classic-group.ts';
import { expirePendingSync } from './classic/classic-group-sync.ts';
import { DELAYED_JOIN_TIMER, onDelayedJoin, PENDING_SYNC_TIMER } from './classic/join-phase.ts';
import { MEMBER_SESSION_TIMER } from './classic/member-session.ts';
import { maybeExpireMember, sessionOf } from './classic/session-expiry.ts';
import { consumerGroupTimers } from './consumer-groups.ts';
import { shardOf } from './coordinator-partitions.ts';
import type { CoordinatorResult } from './coordinator-result.ts';
import { expireWrites, WRITE_TIMEOUT_TIMER, write } from './coordinator-runtime.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import type { GroupDeletions } from './group-deletions.ts';
import { splitsOfMemberKey } from './member-key.ts';
import { cleanupGroupMetadata } from './offset-expiration.ts';
import type { OffsetFetches } from './offset-fetches.ts';
import { OFFSETS_EXPIRATION_TIMER, scheduleExpiration } from './shard-loading.ts';

export interface GroupCoordinator {
  /** By partition number. */
  readonly shards: Map<number, GroupCoordinatorShard>;
  /** Partition numbers by `topicId:partition`, to find a shard where a high watermark moves. */
  readonly partitions: Map<string, number>;
  readonly offsetFetches: OffsetFetches;
  /** DeleteGroups requests of which some partition has not answered yet: what the others said, by request id. */
  readonly groupDeletions: GroupDeletions;
  /** Up to where the broker had read the metadata log when it last heard of new topics: patterns may fit them. */
  newTopicsVersion: Offset;
}

export function createGroupCoordinator(): GroupCoordinator {
  return {
    shards: new Map(),
    partitions: new Map(),
    offsetFetches: new Map(),
    groupDeletions: new Map(),
    newTopicsVersion: -1,
  };
}

type GroupRule = (ctx: Ctx, broker: BrokerNode, group: ClassicGroup) => CoordinatorResult;

/** A classic group's timer, whose key is the group's id. */
function groupTimer(due: (group: ClassicGroup) => number, rule: GroupRule): Timer<BrokerNode> {
  return {
    due(broker, groupId) {
      const group = shardOf(broker, groupId)?.groups.get(groupId);
      return group?.type === 'classic' ? due(group) : undefined;
    },
    fire(ctx, broker, groupId) {
      const shard = shardOf(broker, groupId)!;
      const group = shard.groups.get(groupId)!;
      if (group.type === 'classic') write(ctx, broker, shard, rule(ctx, broker, group));
    },
  };
}

type ShardRule = (ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard) => void;

/** A timer whose key is a partition's number. */
function shardTimer(due: (shard: GroupCoordinatorShard) => number, rule: ShardRule): Timer<BrokerNode> {
  return {
    due(broker, partition) {
      const shard = broker.groupCoordinator.shards.get(Number(partition));
      return shard && due(shard);
    },
    fire(ctx, broker, partition) {
      rule(ctx, broker, broker.groupCoordinator.shards.get(Number(partition))!);
    },
  };
}

interface MemberPlace {
  readonly shard: GroupCoordinatorShard;
  readonly group: ClassicGroup;
  readonly memberId: string;
}

function memberOfKey(broker: BrokerNode, key: string): MemberPlace | undefined {
  for (const { groupId, memberId } of splitsOfMemberKey(key)) {
    const shard = shardOf(broker, groupId);
    const group = shard?.groups.get(groupId);
    if (shard && group?.type === 'classic' && sessionOf(group, memberId)) return { shard, group, memberId };
  }
  return undefined;
}

const memberSessionTimer: Timer<BrokerNode> = {
  due(broker, key) {
    const place = memberOfKey(broker, key);
    return place && sessionOf(place.group, place.memberId)!.sessionTimerUs;
  },
  fire(ctx, broker, key) {
    const { shard, group, memberId } = memberOfKey(broker, key)!;
    write(ctx, broker, shard, maybeExpireMember(ctx, broker, group, memberId));
  },
};

function expireOffsets(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard): void {
  write(ctx, broker, shard, cleanupGroupMetadata(ctx, broker, shard));
  scheduleExpiration(ctx, broker, shard);
}

export const groupCoordinatorTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  [DELAYED_JOIN_TIMER]: groupTimer((group) => group.joinDueUs, onDelayedJoin),
  [PENDING_SYNC_TIMER]: groupTimer((group) => group.syncDueUs, expirePendingSync),
  [MEMBER_SESSION_TIMER]: memberSessionTimer,
  ...consumerGroupTimers,
  [WRITE_TIMEOUT_TIMER]: shardTimer((shard) => shard.writeTimeoutTimerUs, expireWrites),
  [OFFSETS_EXPIRATION_TIMER]: shardTimer((shard) => shard.expirationDueUs, expireOffsets),
};
