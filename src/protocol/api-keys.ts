/**
 * Every API of Apache Kafka 4.3.1: its key, the lowest and highest version that is read and written (those of
 * the released feature level), and the first flexible one (`org.apache.kafka.common.protocol.ApiKeys`).
 */

interface ApiKey {
  readonly key: number;
  readonly versions: readonly [number, number];
  /** First version with compact lengths and tagged fields (KIP-482), null: none. */
  readonly firstFlexible: number | null;
  /** Only controllers answer it: a broker does not list it. */
  readonly controllerOnly?: true;
}

export const ApiKeys = {
  Produce: { key: 0, versions: [3, 13], firstFlexible: 9 },
  Fetch: { key: 1, versions: [4, 18], firstFlexible: 12 },
  ListOffsets: { key: 2, versions: [1, 11], firstFlexible: 6 },
  Metadata: { key: 3, versions: [0, 13], firstFlexible: 9 },
  OffsetCommit: { key: 8, versions: [2, 10], firstFlexible: 8 },
  OffsetFetch: { key: 9, versions: [1, 10], firstFlexible: 6 },
  FindCoordinator: { key: 10, versions: [0, 6], firstFlexible: 3 },
  JoinGroup: { key: 11, versions: [0, 9], firstFlexible: 6 },
  Heartbeat: { key: 12, versions: [0, 4], firstFlexible: 4 },
  LeaveGroup: { key: 13, versions: [0, 5], firstFlexible: 4 },
  SyncGroup: { key: 14, versions: [0, 5], firstFlexible: 4 },
  DescribeGroups: { key: 15, versions: [0, 6], firstFlexible: 5 },
  ListGroups: { key: 16, versions: [0, 5], firstFlexible: 3 },
  SaslHandshake: { key: 17, versions: [0, 1], firstFlexible: null },
  ApiVersions: { key: 18, versions: [0, 4], firstFlexible: 3 },
  CreateTopics: { key: 19, versions: [2, 7], firstFlexible: 5 },
  DeleteTopics: { key: 20, versions: [1, 6], firstFlexible: 4 },
  DeleteRecords: { key: 21, versions: [0, 2], firstFlexible: 2 },
  InitProducerId: { key: 22, versions: [0, 5], firstFlexible: 2 },
  OffsetForLeaderEpoch: { key: 23, versions: [2, 4], firstFlexible: 4 },
  AddPartitionsToTxn: { key: 24, versions: [0, 5], firstFlexible: 3 },
  AddOffsetsToTxn: { key: 25, versions: [0, 4], firstFlexible: 3 },
  EndTxn: { key: 26, versions: [0, 5], firstFlexible: 3 },
  WriteTxnMarkers: { key: 27, versions: [1, 2], firstFlexible: 1 },
  TxnOffsetCommit: { key: 28, versions: [0, 5], firstFlexible: 3 },
  DescribeAcls: { key: 29, versions: [1, 3], firstFlexible: 2 },
  CreateAcls: { key: 30, versions: [1, 3], firstFlexible: 2 },
  DeleteAcls: { key: 31, versions: [1, 3], firstFlexible: 2 },
  DescribeConfigs: { key: 32, versions: [1, 4], firstFlexible: 4 },
  AlterConfigs: { key: 33, versions: [0, 2], firstFlexible: 2 },
  AlterReplicaLogDirs: { key: 34, versions: [1, 2], firstFlexible: 2 },
  DescribeLogDirs: { key: 35, versions: [1, 5], firstFlexible: 2 },
  SaslAuthenticate: { key: 36, versions: [0, 2], firstFlexible: 2 },
  CreatePartitions: { key: 37, versions: [0, 3], firstFlexible: 2 },
  CreateDelegationToken: { key: 38, versions: [1, 3], firstFlexible: 2 },
  RenewDelegationToken: { key: 39, versions: [1, 2], firstFlexible: 2 },
  ExpireDelegationToken: { key: 40, versions: [1, 2], firstFlexible: 2 },
  DescribeDelegationToken: { key: 41, versions: [1, 3], firstFlexible: 2 },
  DeleteGroups: { key: 42, versions: [0, 2], firstFlexible: 2 },
  ElectLeaders: { key: 43, versions: [0, 2], firstFlexible: 2 },
  IncrementalAlterConfigs: { key: 44, versions: [0, 1], firstFlexible: 1 },
  AlterPartitionReassignments: { key: 45, versions: [0, 1], firstFlexible: 0 },
  ListPartitionReassignments: { key: 46, versions: [0, 0], firstFlexible: 0 },
  OffsetDelete: { key: 47, versions: [0, 0], firstFlexible: null },
  DescribeClientQuotas: { key: 48, versions: [0, 1], firstFlexible: 1 },
  AlterClientQuotas: { key: 49, versions: [0, 1], firstFlexible: 1 },
  DescribeUserScramCredentials: { key: 50, versions: [0, 0], firstFlexible: 0 },
  AlterUserScramCredentials: { key: 51, versions: [0, 0], firstFlexible: 0 },
  Vote: { key: 52, versions: [0, 2], firstFlexible: 0, controllerOnly: true },
  BeginQuorumEpoch: { key: 53, versions: [0, 1], firstFlexible: 1, controllerOnly: true },
  EndQuorumEpoch: { key: 54, versions: [0, 1], firstFlexible: 1, controllerOnly: true },
  DescribeQuorum: { key: 55, versions: [0, 2], firstFlexible: 0 },
  AlterPartition: { key: 56, versions: [2, 3], firstFlexible: 2, controllerOnly: true },
  UpdateFeatures: { key: 57, versions: [0, 2], firstFlexible: 0 },
  Envelope: { key: 58, versions: [0, 0], firstFlexible: 0, controllerOnly: true },
  FetchSnapshot: { key: 59, versions: [0, 1], firstFlexible: 0, controllerOnly: true },
  DescribeCluster: { key: 60, versions: [0, 2], firstFlexible: 0 },
  DescribeProducers: { key: 61, versions: [0, 0], firstFlexible: 0 },
  BrokerRegistration: { key: 62, versions: [0, 4], firstFlexible: 0, controllerOnly: true },
  BrokerHeartbeat: { key: 63, versions: [0, 2], firstFlexible: 0, controllerOnly: true },
  UnregisterBroker: { key: 64, versions: [0, 0], firstFlexible: 0 },
  DescribeTransactions: { key: 65, versions: [0, 0], firstFlexible: 0 },
  ListTransactions: { key: 66, versions: [0, 2], firstFlexible: 0 },
  AllocateProducerIds: { key: 67, versions: [0, 0], firstFlexible: 0, controllerOnly: true },
  ConsumerGroupHeartbeat: { key: 68, versions: [0, 1], firstFlexible: 0 },
  ConsumerGroupDescribe: { key: 69, versions: [0, 1], firstFlexible: 0 },
  ControllerRegistration: { key: 70, versions: [0, 0], firstFlexible: 0, controllerOnly: true },
  GetTelemetrySubscriptions: { key: 71, versions: [0, 0], firstFlexible: 0 },
  PushTelemetry: { key: 72, versions: [0, 0], firstFlexible: 0 },
  AssignReplicasToDirs: { key: 73, versions: [0, 0], firstFlexible: 0, controllerOnly: true },
  ListConfigResources: { key: 74, versions: [0, 1], firstFlexible: 0 },
  DescribeTopicPartitions: { key: 75, versions: [0, 0], firstFlexible: 0 },
  ShareGroupHeartbeat: { key: 76, versions: [1, 1], firstFlexible: 1 },
  ShareGroupDescribe: { key: 77, versions: [1, 1], firstFlexible: 1 },
  ShareFetch: { key: 78, versions: [1, 2], firstFlexible: 1 },
  ShareAcknowledge: { key: 79, versions: [1, 2], firstFlexible: 1 },
  AddRaftVoter: { key: 80, versions: [0, 1], firstFlexible: 0 },
  RemoveRaftVoter: { key: 81, versions: [0, 0], firstFlexible: 0 },
  UpdateRaftVoter: { key: 82, versions: [0, 0], firstFlexible: 0, controllerOnly: true },
  InitializeShareGroupState: { key: 83, versions: [0, 0], firstFlexible: 0 },
  ReadShareGroupState: { key: 84, versions: [0, 0], firstFlexible: 0 },
  WriteShareGroupState: { key: 85, versions: [0, 1], firstFlexible: 0 },
  DeleteShareGroupState: { key: 86, versions: [0, 0], firstFlexible: 0 },
  ReadShareGroupStateSummary: { key: 87, versions: [0, 1], firstFlexible: 0 },
  StreamsGroupHeartbeat: { key: 88, versions: [0, 0], firstFlexible: 0 },
  StreamsGroupDescribe: { key: 89, versions: [0, 0], firstFlexible: 0 },
  DescribeShareGroupOffsets: { key: 90, versions: [0, 1], firstFlexible: 0 },
  AlterShareGroupOffsets: { key: 91, versions: [0, 0], firstFlexible: 0 },
  DeleteShareGroupOffsets: { key: 92, versions: [0, 0], firstFlexible: 0 },
} as const satisfies Readonly<Record<string, ApiKey>>;

export type ApiKeyName = keyof typeof ApiKeys;

export const apiKeyNames = Object.keys(ApiKeys) as ApiKeyName[];

/**
 * The versions that a broker lists in its ApiVersions response. Produce is said to begin at 0, though no request
 * below 3 is read any more: older librdkafka clients would else take it that records can't be compressed
 * (KIP-896).
 */
export function advertisedVersions(name: ApiKeyName): readonly [number, number] {
  const [lowest, highest] = ApiKeys[name].versions;
  return [name === 'Produce' ? 0 : lowest, highest];
}

export function requestHeaderVersion(name: ApiKeyName, version: number): 1 | 2 {
  return isFlexible(name, version) ? 2 : 1;
}

/** ApiVersions is always answered with header 0: who asks it may not know yet what is flexible (KIP-511). */
export function responseHeaderVersion(name: ApiKeyName, version: number): 0 | 1 {
  return isFlexible(name, version) && name !== 'ApiVersions' ? 1 : 0;
}

function isFlexible(name: ApiKeyName, version: number): boolean {
  const { firstFlexible } = ApiKeys[name];
  return firstFlexible !== null && version >= firstFlexible;
}
