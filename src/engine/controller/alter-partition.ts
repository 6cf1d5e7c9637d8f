/** AlterPartition: a leader asks for another ISR (KIP-497, KIP-903). After Kafka's ReplicationControlManager. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type {
  AlterPartitionRequest,
  AlterPartitionResponse,
} from '../../protocol/messages/56-alter-partition.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { checkBrokerEpoch } from './cluster-control-manager.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { isUncleanElectionEnabled, partitionChange } from './leader-and-isr-updates.ts';
import { type MetadataImage, mergePartitionChange, type PartitionRegistration } from './metadata-image.ts';

type AskedTopic = AlterPartitionRequest['topics'][number];
type AskedPartition = AskedTopic['partitions'][number];
type PartitionAnswer = AlterPartitionResponse['topics'][number]['partitions'][number];

export function alterPartition(
  controller: ControllerNode,
  request: AlterPartitionRequest,
): ControllerResult<AlterPartitionResponse> {
  const errorCode = checkBrokerEpoch(controller, request.brokerId, request.brokerEpoch);
  if (errorCode !== Errors.NONE)
    return { records: [], response: { throttleTimeMs: 0, errorCode, topics: [] } };
  const records: MetadataRecord[] = [];
  const topics = request.topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((asked) => alterOne(controller, request.brokerId, topicId, asked, records)),
  }));
  return { records, response: { throttleTimeMs: 0, errorCode: Errors.NONE, topics } };
}

function alterOne(
  controller: ControllerNode,
  brokerId: number,
  topicId: string,
  asked: AskedPartition,
  records: MetadataRecord[],
): PartitionAnswer {
  const topic = controller.image.topics.get(topicId);
  if (!topic) return refused(asked, Errors.UNKNOWN_TOPIC_ID);
  const partition = topic.partitions[asked.partitionIndex];
  const error = validate(controller.image, brokerId, partition, asked);
  if (error !== Errors.NONE || !partition) return refused(asked, error);
  const record = partitionChange(controller, topic, asked.partitionIndex, {
    election: isUncleanElectionEnabled(controller, topic.name) ? 'unclean' : 'online',
    targetIsr: asked.newIsrWithEpochs.map((replica) => replica.brokerId),
    targetLeaderRecoveryState: asked.leaderRecoveryState,
  });
  if (!record) return accepted(asked, partition);
  records.push(record);
  return record.leader !== undefined && record.leader !== brokerId
    ? refused(asked, Errors.NEW_LEADER_ELECTED)
    : accepted(asked, mergePartitionChange(partition, record));
}

/** The order in which Kafka looks decides which of several errors is told. */
function validate(
  image: MetadataImage,
  brokerId: number,
  partition: PartitionRegistration | undefined,
  asked: AskedPartition,
): ErrorCode {
  if (!partition) return Errors.UNKNOWN_TOPIC_OR_PARTITION;
  // The leader knows more than we do: we are no longer the controller.
  if (asked.leaderEpoch > partition.leaderEpoch) return Errors.NOT_CONTROLLER;
  if (asked.partitionEpoch > partition.partitionEpoch) return Errors.NOT_CONTROLLER;
  if (asked.leaderEpoch < partition.leaderEpoch) return Errors.FENCED_LEADER_EPOCH;
  if (brokerId !== partition.leader) return Errors.INVALID_REQUEST;
  if (asked.partitionEpoch < partition.partitionEpoch) return Errors.INVALID_UPDATE_VERSION;
  if (!isValidIsr(partition, asked)) return Errors.INVALID_REQUEST;
  return asked.newIsrWithEpochs.every((replica) => isEligible(image, replica))
    ? Errors.NONE
    : Errors.INELIGIBLE_REPLICA;
}

function isValidIsr(partition: PartitionRegistration, asked: AskedPartition): boolean {
  const isr = asked.newIsrWithEpochs.map((replica) => replica.brokerId);
  const isRecovering = asked.leaderRecoveryState === 1;
  return (
    isr.length > 0 &&
    new Set(isr).size === isr.length &&
    isr.every((replica) => partition.replicas.includes(replica)) &&
    isr.includes(partition.leader) &&
    // A leader that was elected uncleanly is in sync alone until it has recovered.
    !(isRecovering && isr.length > 1) &&
    !(isRecovering && partition.leaderRecoveryState === 0)
  );
}

/** A broker that is fenced, on its way down, or another process than the leader saw, may not join. */
function isEligible(
  image: MetadataImage,
  replica: { readonly brokerId: number; readonly brokerEpoch: number },
): boolean {
  const broker = image.brokers.get(replica.brokerId);
  if (!broker || broker.inControlledShutdown || broker.fenced) return false;
  return replica.brokerEpoch === -1 || replica.brokerEpoch === broker.epoch;
}

function accepted({ partitionIndex }: AskedPartition, partition: PartitionRegistration): PartitionAnswer {
  const { leader, leaderEpoch, isr, leaderRecoveryState, partitionEpoch } = partition;
  return {
    partitionIndex,
    errorCode: Errors.NONE,
    leaderId: leader,
    leaderEpoch,
    isr,
    leaderRecoveryState,
    partitionEpoch,
  };
}

function refused({ partitionIndex }: AskedPartition, errorCode: ErrorCode): PartitionAnswer {
  return {
    partitionIndex,
    errorCode,
    leaderId: 0,
    leaderEpoch: 0,
    isr: [],
    leaderRecoveryState: 0,
    partitionEpoch: 0,
  };
}
