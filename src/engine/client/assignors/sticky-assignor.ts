import type { ConsumerPartitionAssignor } from './assignor.ts';
import { stickyAssignment } from './sticky-assignment.ts';
import { decodeStickyUserData, encodeStickyUserData } from './sticky-user-data.ts';

/**
 * `StickyAssignor`: sticky, but eager. Members give up everything before they join, so what they had is not
 * among their owned partitions; they say it in their user data.
 */
export const stickyAssignor: ConsumerPartitionAssignor = {
  name: 'sticky',
  supportedProtocols: ['EAGER'],
  subscriptionUserData: (last) =>
    last && encodeStickyUserData({ partitions: last.partitions, generation: last.generationId }),
  onAssignment: (received) => received,
  assign: (topics, members) =>
    stickyAssignment.rules().assignSticky(topics, members, (member) => decodeStickyUserData(member.userData))
      .assignment,
};
