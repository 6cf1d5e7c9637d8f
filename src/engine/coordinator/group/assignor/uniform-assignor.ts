/**
 * `UniformAssignor`, the default of consumer groups (KIP-848): partitions are divided as evenly as the
 * subscriptions allow, and within that members keep what they have.
 */
import type { PartitionAssignor } from './partition-assignor.ts';
import { UniformHeterogeneousAssignmentBuilder } from './uniform-heterogeneous-assignment-builder.ts';
import { assignHomogeneousGroup } from './uniform-homogeneous-assignment-builder.ts';

export const uniformAssignor: PartitionAssignor = {
  name: 'uniform',
  assign(spec, topics) {
    if (spec.members.size === 0) return new Map();
    return spec.subscriptionType === 'HOMOGENEOUS'
      ? assignHomogeneousGroup(spec, topics)
      : new UniformHeterogeneousAssignmentBuilder(spec, topics).build();
  },
};
