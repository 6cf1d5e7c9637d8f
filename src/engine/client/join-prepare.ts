/**
 * What a member does before it sends JoinGroup (ConsumerCoordinator.onJoinPrepare). With auto-commit it first
 * commits where it is; then an EAGER member gives up everything it has, and a COOPERATIVE one keeps it and
 * reads on. A member that has learnt that it is out of the group has lost its partitions already: others may
 * be reading them, so there is nothing left to commit or to revoke.
 */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import type { Ctx } from '../ctx.ts';
import { isAutoCommitEnabled } from './auto-commit.ts';
import type { ConsumerNode } from './consumer.ts';
import { type JoinPrepare, NO_GENERATION } from './group-membership.ts';
import { watchTopics } from './metadata-watch.ts';
import { type CommitResult, commitPositions } from './offset-committer.ts';
import { noteRevoked } from './partition-ownership.ts';
import { rebalanceProtocolOf } from './rebalance-protocol.ts';
import { assignedPartitions, setAssignment } from './subscription-state.ts';
import { wakeBy } from './wake-up.ts';

/** False while the commit is under way: to be called again. */
export function onJoinPrepare(ctx: Ctx, consumer: ConsumerNode): boolean {
  const { membership, configs } = consumer;
  membership.joinPrepare ??= {
    commit: 'none',
    retryAtUs: 0,
    deadlineUs: ctx.nowUs + configs['max.poll.interval.ms'] * MICROS_PER_MS,
  };
  if (isAutoCommitEnabled(consumer) && !hasCommitted(ctx, consumer, membership.joinPrepare)) return false;
  giveUpPartitions(ctx, consumer);
  membership.isLeader = false;
  membership.joinPrepare = null;
  watchTopics(ctx, consumer, []);
  return true;
}

function hasCommitted(ctx: Ctx, consumer: ConsumerNode, prepare: JoinPrepare): boolean {
  if (ctx.nowUs >= prepare.deadlineUs) return true;
  if (prepare.commit === 'none' || (prepare.commit === 'retry' && ctx.nowUs >= prepare.retryAtUs)) {
    if (rebalanceProtocolOf(consumer.configs) === 'EAGER') markPendingRevocation(consumer);
    onJoinPrepareCommit(ctx, consumer, commitPositions(ctx, consumer, 'join-prepare'));
  }
  wakeBy(ctx, consumer, prepare.commit === 'retry' ? prepare.retryAtUs : prepare.deadlineUs);
  return prepare.commit === 'settled';
}

/** Fetches under way must not move the position while it is being committed, or records would come twice. */
function markPendingRevocation({ subscriptions }: ConsumerNode): void {
  for (const state of subscriptions.assignment.values()) state.pendingRevocation = true;
}

/** A commit that failed for good does not keep the member from joining. */
export function onJoinPrepareCommit(ctx: Ctx, consumer: ConsumerNode, result: CommitResult): void {
  const prepare = consumer.membership.joinPrepare;
  if (!prepare) return;
  if (result.status === 'sent') prepare.commit = 'in-flight';
  else if (result.status === 'retriable') {
    prepare.commit = 'retry';
    prepare.retryAtUs = ctx.nowUs + consumer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  } else prepare.commit = 'settled';
}

function giveUpPartitions(ctx: Ctx, consumer: ConsumerNode): void {
  const { membership, subscriptions, configs } = consumer;
  const owned = assignedPartitions(subscriptions);
  const { generationId, memberId } = membership.generation;
  const isOut = generationId === NO_GENERATION.generationId || memberId === NO_GENERATION.memberId;
  if (isOut || rebalanceProtocolOf(configs) === 'EAGER') {
    noteRevoked(ctx, consumer, owned, isOut);
    setAssignment(subscriptions, []);
    return;
  }
  const { topics } = subscriptions;
  const unsubscribed = owned.filter(({ topic }) => !topics.includes(topic));
  noteRevoked(ctx, consumer, unsubscribed, false);
  if (unsubscribed.length > 0)
    setAssignment(
      subscriptions,
      owned.filter(({ topic }) => topics.includes(topic)),
    );
}
