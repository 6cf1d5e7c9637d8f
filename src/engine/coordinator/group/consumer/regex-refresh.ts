/**
 * Which topics a subscription's patterns stand for. Looked up a moment after somebody subscribes by a new one
 * (in Kafka by a thread of its own), when topics have been created, and now and then; members hear of the
 * outcome at their next heartbeats.
 */
import { NEVER } from '../../../../kernel/brand.ts';
import type { CoordinatorRecord } from '../../../../protocol/coordinator-records.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { compareStrings } from '../../../client/topic-partition.ts';
import { type Ctx, note, wallClockMs } from '../../../ctx.ts';
import type { CoordinatorResult } from '../coordinator-result.ts';
import {
  type ConsumerGroup,
  type Members,
  type ResolvedRegularExpression,
  subscribedRegularExpressions,
  subscribedTopicNames,
} from './consumer-group.ts';
import {
  newConsumerGroupEpochRecord,
  newConsumerGroupRegularExpressionRecord,
} from './consumer-record-helpers.ts';
import { computeMetadataHash } from './metadata-hash.ts';
import { matchingTopics } from './topic-regex.ts';

/** Not more often than this. Fixed in Kafka. */
const MIN_REFRESH_INTERVAL_MS = 10_000;

export function isRegexRefreshDue(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  membersAfterwards: Members,
  isForced: boolean,
): boolean {
  if (group.regexDueUs !== NEVER) return false;
  const [last] = group.resolvedRegularExpressions.values();
  const lastRefreshMs = last?.timestampMs ?? Number.NEGATIVE_INFINITY;
  const nowMs = wallClockMs(ctx);
  if (nowMs <= lastRefreshMs + MIN_REFRESH_INTERVAL_MS) return false;
  const regexes = subscribedRegularExpressions(membersAfterwards);
  if (regexes.size === 0) return false;
  return (
    isForced ||
    regexes.size !== group.resolvedRegularExpressions.size ||
    (last?.version ?? 0) < broker.groupCoordinator.newTopicsVersion ||
    nowMs > lastRefreshMs + broker.configs['group.consumer.regex.refresh.interval.ms']
  );
}

export function refreshRegularExpressions(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
): CoordinatorResult {
  group.regexDueUs = NEVER;
  const { groupId } = group;
  const { image, metadataOffset: version } = broker.disk;
  const records: CoordinatorRecord[] = [];
  const resolved = new Map(group.resolvedRegularExpressions);
  let topicsChanged = false;
  for (const regex of subscribedRegularExpressions(group.members)) {
    const topics = matchingTopics(regex, image.topicIds.keys()).sort(compareStrings);
    const now: ResolvedRegularExpression = { topics, version, timestampMs: wallClockMs(ctx) };
    if (!isSameList(resolved.get(regex)?.topics ?? [], topics)) topicsChanged = true;
    resolved.set(regex, now);
    records.push(newConsumerGroupRegularExpressionRecord(groupId, regex, now));
  }
  const metadataHash = computeMetadataHash(image, subscribedTopicNames(group.members, resolved));
  if (topicsChanged || metadataHash !== group.metadataHash) {
    const groupEpoch = group.groupEpoch + 1;
    records.push(newConsumerGroupEpochRecord(groupId, groupEpoch, metadataHash));
    const { groupEpoch: generation } = group;
    note(ctx, {
      code: 'rebalance-begun',
      group: groupId,
      generation,
      reason: 'metadata-changed',
      member: '',
    });
    group.refreshedMetadata = { version, groupEpoch };
  }
  return { records, completion: null, replay: true };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
