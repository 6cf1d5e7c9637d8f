/** What a group member watches of its topics: how many partitions they have (ConsumerCoordinator.MetadataSnapshot). */
import type { Ctx } from '../ctx.ts';
import { partitionCount, setTopics } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { metadataTopics } from './subscription-state.ts';

/** Takes down the partition counts of now; a leader whose assignment was made with others has to rejoin. */
export function takeMetadataSnapshot(consumer: ConsumerNode): void {
  const snapshot = new Map<string, number>();
  for (const topic of metadataTopics(consumer.subscriptions)) {
    const count = partitionCount(consumer.metadata, topic);
    if (count > 0) snapshot.set(topic, count);
  }
  consumer.membership.metadataSnapshot = snapshot;
}

/** Whether the assignment was made by this member, with other partitions than there are now. */
export function hasMetadataChanged({ membership }: ConsumerNode): boolean {
  const { assignmentSnapshot, metadataSnapshot } = membership;
  return assignmentSnapshot !== null && !isSame(assignmentSnapshot, metadataSnapshot);
}

function isSame(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [topic, count] of a) if (b.get(topic) !== count) return false;
  return true;
}

/** Watches these topics beside its own from now on. */
export function watchTopics(ctx: Ctx, consumer: ConsumerNode, groupTopics: readonly string[]): void {
  consumer.subscriptions.groupSubscription = groupTopics;
  setTopics(ctx, consumer, metadataTopics(consumer.subscriptions));
}

/** Whether nothing newer is asked for or under way. */
export function isMetadataFresh({ metadata }: ConsumerNode): boolean {
  return metadata.updateRequested === null && !metadata.updating && metadata.lastSuccessfulRefreshUs >= 0;
}
