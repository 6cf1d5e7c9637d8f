/** Where a run stands, as one JSON document: what `npm run sim` prints and the page's `state()` returns. */
import type { BrokerNode } from '../engine/broker/broker.ts';
import { deserializeAssignment } from '../engine/client/consumer-protocol.ts';
import { compareStrings } from '../engine/client/topic-partition.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { TopicImage } from '../engine/controller/metadata-image.ts';
import type { MemberDescription } from '../engine/coordinator/group/describe-groups.ts';
import { lastStableOffset } from '../engine/log/high-watermark.ts';
import type { GroupDocument, PartitionDocument, StateDocument } from '../view/state-document.ts';
import { committedOf, type GroupAtCoordinator, groupsOf } from './groups.ts';
import { brokersOf, imageOf, leaderLog } from './leaders.ts';
import type { Simulation } from './simulation.ts';
import { isReadCommitted, readableEnd, subscribedTopics } from './subscriptions.ts';

export function stateDocument(simulation: Simulation): StateDocument {
  const { cluster } = simulation;
  return {
    timeMs: cluster.nowUs / 1000,
    seed: simulation.run.seed,
    brokers: brokersOf(cluster).map((broker) => ({
      id: broker.brokerId,
      state: brokerState(cluster, broker),
    })),
    topics: topicsOf(cluster).map((topic) => ({
      name: topic.name,
      partitions: topic.partitions.map((_, partition) => partitionDocument(cluster, topic, partition)),
    })),
    groups: groupsOf(cluster).map((group) => groupDocument(cluster, group)),
    ledger: { ...simulation.ledger.counts },
    violations: simulation.violations.map(({ invariant, atUs, detail }) => ({
      invariant,
      timeMs: atUs / 1000,
      detail,
    })),
  };
}

function brokerState(cluster: Cluster, broker: BrokerNode): StateDocument['brokers'][number]['state'] {
  if (broker.process !== 'running') return broker.process;
  const registration = imageOf(cluster).brokers.get(broker.brokerId);
  return !registration || registration.fenced ? 'fenced' : 'running';
}

/** By name; what Kafka keeps for itself comes last. */
function topicsOf(cluster: Cluster): TopicImage[] {
  const internal = (topic: TopicImage): number => (topic.name.startsWith('__') ? 1 : 0);
  return [...imageOf(cluster).topics.values()].sort(
    (a, b) => internal(a) - internal(b) || compareStrings(a.name, b.name),
  );
}

function partitionDocument(cluster: Cluster, topic: TopicImage, id: number): PartitionDocument {
  const { leader, leaderEpoch, replicas, isr } = topic.partitions[id]!;
  const log = leaderLog(cluster, topic.name, id);
  return {
    id,
    leader,
    leaderEpoch,
    replicas: [...replicas],
    isr: [...isr],
    logStartOffset: log?.logStartOffset ?? -1,
    lastStableOffset: log ? lastStableOffset(log) : -1,
    highWatermark: log?.highWatermark ?? -1,
    logEndOffset: log?.logEndOffset ?? -1,
    segments: (log?.segments ?? []).map(({ baseOffset, sizeInBytes }) => ({
      baseOffset,
      sizeBytes: sizeInBytes,
    })),
  };
}

function groupDocument(cluster: Cluster, at: GroupAtCoordinator): GroupDocument {
  const { group, coordinator } = at;
  return {
    id: group.groupId,
    type: group.type,
    state: group.state,
    epoch: group.generation,
    coordinator,
    assignor: group.protocol ?? '',
    members: group.members.map((member) => ({
      memberId: member.memberId,
      consumer: member.clientId,
      assignment: assignmentOf(member),
    })),
    offsets: offsetsOf(cluster, at),
  };
}

function assignmentOf({ assignment }: MemberDescription): Record<string, number[]> {
  const byTopic: Record<string, number[]> = {};
  if (assignment.length === 0) return byTopic;
  for (const { topic, partition } of deserializeAssignment(assignment).partitions) {
    byTopic[topic] ??= [];
    byTopic[topic].push(partition);
  }
  for (const partitions of Object.values(byTopic)) partitions.sort((a, b) => a - b);
  return byTopic;
}

/** What the group has committed, and what it reads without having committed anything. */
function offsetsOf(cluster: Cluster, at: GroupAtCoordinator): GroupDocument['offsets'] {
  const committed = committedOf(cluster, at);
  const { groupId } = at.group;
  const topics = new Set(subscribedTopics(cluster, groupId));
  const readCommitted = isReadCommitted(cluster, groupId);
  for (const row of committed.keys()) topics.add(row.slice(0, row.lastIndexOf('-')));
  return [...topics].sort(compareStrings).flatMap((topic) =>
    (imageOf(cluster).topics.get(imageOf(cluster).topicIds.get(topic) ?? '')?.partitions ?? []).flatMap(
      (_, partition) => {
        const log = leaderLog(cluster, topic, partition);
        const offset = committed.get(`${topic}-${partition}`) ?? -1;
        const end = log ? readableEnd(log, readCommitted) : 0;
        return [
          {
            topic,
            partition,
            committed: offset,
            lag: end - (offset >= 0 ? offset : (log?.logStartOffset ?? 0)),
          },
        ];
      },
    ),
  );
}
