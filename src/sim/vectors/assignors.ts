import type {
  AssignorName,
  GroupAssignment,
  MemberSubscription,
  Topics,
} from '../../engine/client/assignors/assignor.ts';
import { assignors } from '../../engine/client/assignors/index.ts';
import {
  decodeGeneration,
  decodeStickyUserData,
  type MemberData,
} from '../../engine/client/assignors/sticky-user-data.ts';
import type { TopicPartition } from '../../engine/client/topic-partition.ts';
import {
  checkAssignmentProperties,
  namesInOrder,
  type PartitionsByTopic,
  partitionsOf,
  type StableProperties,
} from './assignment-properties.ts';
import { firstDifference } from './first-difference.ts';
import { bytesFromHex } from './hex.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface AssignorCase {
  readonly assignor: AssignorName;
  readonly rounds: readonly AssignorRound[];
}

interface AssignorRound {
  readonly event: string;
  /** Number of partitions, by topic. */
  readonly topics: Readonly<Record<string, number>>;
  readonly replicaRacks?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly members: readonly RecordedMember[];
  readonly assignment: Readonly<Record<string, PartitionsByTopic>>;
  readonly stable: StableProperties;
}

interface RecordedMember {
  readonly id: string;
  readonly topics: readonly string[];
  readonly instanceId?: string;
  readonly rack?: string;
  readonly owned?: PartitionsByTopic;
  readonly generation?: number;
  readonly userDataHex?: string;
}

/** Chains of rebalances, each answered by one of the four client-side assignors. */
export const checkAssignors = checkEachCase<AssignorCase>(({ assignor, rounds }) => {
  for (const [index, round] of rounds.entries()) {
    const mismatch = checkUserData(assignor, round) ?? checkAssignment(assignor, round);
    if (mismatch) return { ...mismatch, step: `round ${index} (${round.event}) ${mismatch.step ?? ''}` };
  }
  return null;
});

function checkAssignment(assignor: AssignorName, round: AssignorRound): Mismatch | null {
  const members = round.members.map((member) => memberSubscription(assignor, member));
  return checkAssignmentProperties(round.stable, {
    expected: recordedAssignment(round),
    got: assignors[assignor].assign(topicsOf(round), members),
    before: new Map(round.members.map((member) => [member.id, ownedBy(member)])),
  });
}

/** The user data says the same as the claim beside it. */
function checkUserData(assignor: AssignorName, { members }: AssignorRound): Mismatch | null {
  for (const member of members) {
    if (member.userDataHex === undefined) continue;
    const userData = bytesFromHex(member.userDataHex);
    const generation = member.generation ?? -1;
    const mismatch =
      assignor === 'sticky'
        ? firstDifference(
            claimOf({ partitions: ownedBy(member), generation }),
            claimOf(decodeStickyUserData(userData)),
          )
        : firstDifference(generation, decodeGeneration(userData));
    if (mismatch) return { ...mismatch, step: `user data of ${member.id} ${mismatch.step ?? ''}` };
  }
  return null;
}

function claimOf({ partitions, generation }: MemberData) {
  return { generation, partitions: namesInOrder(partitions) };
}

/** A member of a sticky group makes its claim in the user data only. */
function memberSubscription(assignor: AssignorName, member: RecordedMember): MemberSubscription {
  const claimsInSubscription = assignor === 'cooperative-sticky';
  return {
    memberId: member.id,
    groupInstanceId: member.instanceId ?? null,
    topics: member.topics,
    rackId: member.rack ?? null,
    ownedPartitions: claimsInSubscription ? ownedBy(member) : [],
    generationId: claimsInSubscription ? (member.generation ?? -1) : -1,
    userData: member.userDataHex === undefined ? null : bytesFromHex(member.userDataHex),
  };
}

function topicsOf({ topics, replicaRacks }: AssignorRound): Topics {
  return new Map(
    Object.entries(topics).map(([topic, partitions]) => [
      topic,
      { partitions, replicaRacks: replicaRacks?.[topic] },
    ]),
  );
}

function recordedAssignment({ assignment }: AssignorRound): GroupAssignment {
  return new Map(Object.entries(assignment).map(([member, byTopic]) => [member, partitionsOf(byTopic)]));
}

function ownedBy({ owned = {} }: RecordedMember): TopicPartition[] {
  return partitionsOf(owned);
}
