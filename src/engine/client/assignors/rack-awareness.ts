/**
 * KIP-881: a consumer that says where it is (`client.rack`) is preferably given partitions with a replica in
 * its own rack, from which it can fetch (KIP-392).
 */
import type { MemberSubscription } from './assignor.ts';

/** The member's rack; null if it has none. An empty `client.rack` is none. */
export function rackOf(member: MemberSubscription): string | null {
  return member.rackId || null;
}

/**
 * Racks are worth looking at if some member shares one with some replica, unless every partition is in the
 * same racks as every other: then no partition suits a member better than another.
 */
export function racksMatter(
  memberRacks: ReadonlySet<string>,
  racksPerPartition: readonly ReadonlySet<string>[],
): boolean {
  const partitionRacks = new Set(racksPerPartition.flatMap((racks) => [...racks]));
  const inCommon = [...memberRacks].some((rack) => partitionRacks.has(rack));
  return inCommon && racksPerPartition.some((racks) => racks.size < partitionRacks.size);
}
