/** What a member's request changes in what the group is subscribed to, and so whether its epoch is raised. */
import { Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note } from '../../../ctx.ts';
import { hasMetadataExpired } from '../modern-group.ts';
import {
  type ConsumerGroup,
  countSubscribedBy,
  membersAfter,
  type ResolvedRegularExpressions,
  subscribedRegularExpressions,
  subscribedTopicNames,
} from './consumer-group.ts';
import { type ConsumerGroupMember, isSameMetadata, isSameSubscription } from './consumer-group-member.ts';
import {
  newConsumerGroupEpochRecord,
  newConsumerGroupMemberSubscriptionRecord,
  newConsumerGroupRegularExpressionTombstone,
} from './consumer-record-helpers.ts';
import { computeMetadataHash } from './metadata-hash.ts';
import type { Proposal } from './proposal.ts';
import { type Refusal, refusal } from './refusal.ts';
import { isRegexRefreshDue } from './regex-refresh.ts';
import { topicRegexError } from './topic-regex.ts';

interface SubscriptionUpdate {
  readonly groupEpoch: number;
  readonly hasSubscriptionChanged: boolean;
}

export function updateSubscription(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  member: ConsumerGroupMember,
  updated: ConsumerGroupMember,
  proposal: Proposal,
): SubscriptionUpdate | Refusal {
  const namesChanged = hasMemberSubscriptionChanged(group, member, updated, proposal);
  const regex = maybeUpdateRegularExpressions(ctx, broker, group, member, updated, proposal);
  if (typeof regex !== 'string') return regex;
  const mustBump = namesChanged || regex === 'updated-and-resolved';
  const groupEpoch =
    mustBump || hasMetadataExpired(broker, group)
      ? updateSubscriptionMetadata(ctx, broker, group, updated, mustBump, proposal)
      : group.groupEpoch;
  return { groupEpoch, hasSubscriptionChanged: namesChanged || regex !== 'no-change' };
}

function hasMemberSubscriptionChanged(
  { groupId }: ConsumerGroup,
  member: ConsumerGroupMember,
  updated: ConsumerGroupMember,
  { records }: Proposal,
): boolean {
  if (isSameMetadata(member, updated)) return false;
  records.push(newConsumerGroupMemberSubscriptionRecord(groupId, updated));
  return !isSameSubscription(member, updated);
}

/** `updated`: by a pattern whose topics are not known yet, so that there is nothing to assign by. */
type RegexUpdate = 'no-change' | 'updated' | 'updated-and-resolved';

function maybeUpdateRegularExpressions(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  { subscribedTopicRegex: before }: ConsumerGroupMember,
  updated: ConsumerGroupMember,
  { records, timers }: Proposal,
): RegexUpdate | Refusal {
  const regex = updated.subscribedTopicRegex;
  const isNew = regex !== before && regex !== '' && countSubscribedBy(group.members, regex) === 0;
  const error = isNew ? topicRegexError(regex) : null;
  if (error !== null) {
    const message = `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${error}.`;
    return refusal(Errors.INVALID_REGULAR_EXPRESSION, message);
  }
  if (regex !== before && before !== '' && countSubscribedBy(group.members, before) === 1)
    records.push(newConsumerGroupRegularExpressionTombstone(group.groupId, before));
  const isRelevant = isNew || subscribedRegularExpressions(group.members).size > 0;
  if (isRelevant && isRegexRefreshDue(ctx, broker, group, membersAfter(group, updated), isNew))
    timers.push({ timer: 'regex' });
  if (regex === before) return 'no-change';
  if (regex === '') return 'updated-and-resolved';
  return !isNew && group.resolvedRegularExpressions.has(regex) ? 'updated-and-resolved' : 'updated';
}

function updateSubscriptionMetadata(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  updated: ConsumerGroupMember,
  subscriptionChanged: boolean,
  { records }: Proposal,
): number {
  const members = membersAfter(group, updated);
  const names = subscribedTopicNames(members, resolvedAmong(group, subscribedRegularExpressions(members)));
  const metadataHash = computeMetadataHash(broker.disk.image, names);
  const mustBump = subscriptionChanged || metadataHash !== group.metadataHash;
  const groupEpoch = mustBump ? group.groupEpoch + 1 : group.groupEpoch;
  if (mustBump) {
    records.push(newConsumerGroupEpochRecord(group.groupId, groupEpoch, metadataHash));
    const reason = group.members.has(updated.memberId) ? 'metadata-changed' : 'member-joined';
    const { groupId, groupEpoch: generation } = group;
    note(ctx, { code: 'rebalance-begun', group: groupId, generation, reason, member: updated.memberId });
  }
  group.refreshedMetadata = { version: broker.disk.metadataOffset, groupEpoch };
  return groupEpoch;
}

/** Patterns that nobody is subscribed by any more are forgotten. */
function resolvedAmong(
  { resolvedRegularExpressions }: ConsumerGroup,
  regexes: ReadonlySet<string>,
): ResolvedRegularExpressions {
  return new Map([...resolvedRegularExpressions].filter(([regex]) => regexes.has(regex)));
}
