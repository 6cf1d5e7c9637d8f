/**
 * `RoundRobinAssignor`: all partitions of all topics in order, dealt out to the members in turn. A member
 * that has not subscribed to the topic at hand is passed over, so with unlike subscriptions it can get
 * uneven.
 */
import {
  type ConsumerPartitionAssignor,
  compareMembers,
  emptyAssignment,
  type GroupAssignment,
  type MemberSubscription,
  type Topics,
} from './assignor.ts';
import { subscribedTopics } from './subscribed-topic.ts';

export const roundRobinAssignor: ConsumerPartitionAssignor = {
  name: 'roundrobin',
  supportedProtocols: ['EAGER'],
  subscriptionUserData: () => null,
  onAssignment: () => null,
  assign(topics: Topics, members: readonly MemberSubscription[]): GroupAssignment {
    const assignment = emptyAssignment(members);
    const circle = [...members].sort(compareMembers);
    let turn = 0;
    for (const { topic, partitions } of subscribedTopics(topics, members).values()) {
      for (const partition of partitions) {
        turn = nextSubscriber(circle, turn, topic);
        assignment.get(circle[turn]!.memberId)!.push(partition);
        turn++;
      }
    }
    return assignment;
  },
};

/**
 * The first place in the circle, from `turn` on, whose member subscribed to the topic. Somebody always has.
 */
function nextSubscriber(circle: readonly MemberSubscription[], turn: number, topic: string): number {
  let place = turn % circle.length;
  while (!circle[place]!.topics.includes(topic)) place = (place + 1) % circle.length;
  return place;
}
