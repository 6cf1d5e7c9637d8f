/** Every API that nodes here speak: its request, its response, its key and the version spoken. */

import type { ProduceRequest, ProduceResponse } from './00-produce.ts';
import type { FetchRequest, FetchResponse } from './01-fetch.ts';
import type { ListOffsetsRequest, ListOffsetsResponse } from './02-list-offsets.ts';
import type { MetadataRequest, MetadataResponse } from './03-metadata.ts';
import type { OffsetCommitRequest, OffsetCommitResponse } from './08-offset-commit.ts';
import type { OffsetFetchRequest, OffsetFetchResponse } from './09-offset-fetch.ts';
import type { FindCoordinatorRequest, FindCoordinatorResponse } from './10-find-coordinator.ts';
import type { JoinGroupRequest, JoinGroupResponse } from './11-join-group.ts';
import type { HeartbeatRequest, HeartbeatResponse } from './12-heartbeat.ts';
import type { LeaveGroupRequest, LeaveGroupResponse } from './13-leave-group.ts';
import type { SyncGroupRequest, SyncGroupResponse } from './14-sync-group.ts';
import type { DescribeGroupsRequest, DescribeGroupsResponse } from './15-describe-groups.ts';
import type { ListGroupsRequest, ListGroupsResponse } from './16-list-groups.ts';
import type { ApiVersionsRequest, ApiVersionsResponse } from './18-api-versions.ts';
import type { CreateTopicsRequest, CreateTopicsResponse } from './19-create-topics.ts';
import type { DeleteTopicsRequest, DeleteTopicsResponse } from './20-delete-topics.ts';
import type { DeleteRecordsRequest, DeleteRecordsResponse } from './21-delete-records.ts';
import type { InitProducerIdRequest, InitProducerIdResponse } from './22-init-producer-id.ts';
import type {
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
} from './23-offset-for-leader-epoch.ts';
import type { AddPartitionsToTxnRequest, AddPartitionsToTxnResponse } from './24-add-partitions-to-txn.ts';
import type { AddOffsetsToTxnRequest, AddOffsetsToTxnResponse } from './25-add-offsets-to-txn.ts';
import type { EndTxnRequest, EndTxnResponse } from './26-end-txn.ts';
import type { WriteTxnMarkersRequest, WriteTxnMarkersResponse } from './27-write-txn-markers.ts';
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from './28-txn-offset-commit.ts';
import type { DescribeConfigsRequest, DescribeConfigsResponse } from './32-describe-configs.ts';
import type { AlterConfigsRequest, AlterConfigsResponse } from './33-alter-configs.ts';
import type { CreatePartitionsRequest, CreatePartitionsResponse } from './37-create-partitions.ts';
import type { DeleteGroupsRequest, DeleteGroupsResponse } from './42-delete-groups.ts';
import type { ElectLeadersRequest, ElectLeadersResponse } from './43-elect-leaders.ts';
import type {
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse,
} from './44-incremental-alter-configs.ts';
import type {
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse,
} from './45-alter-partition-reassignments.ts';
import type {
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse,
} from './46-list-partition-reassignments.ts';
import type { OffsetDeleteRequest, OffsetDeleteResponse } from './47-offset-delete.ts';
import type { AlterPartitionRequest, AlterPartitionResponse } from './56-alter-partition.ts';
import type { EnvelopeRequest, EnvelopeResponse } from './58-envelope.ts';
import type { DescribeClusterRequest, DescribeClusterResponse } from './60-describe-cluster.ts';
import type { DescribeProducersRequest, DescribeProducersResponse } from './61-describe-producers.ts';
import type { BrokerRegistrationRequest, BrokerRegistrationResponse } from './62-broker-registration.ts';
import type { BrokerHeartbeatRequest, BrokerHeartbeatResponse } from './63-broker-heartbeat.ts';
import type { UnregisterBrokerRequest, UnregisterBrokerResponse } from './64-unregister-broker.ts';
import type {
  DescribeTransactionsRequest,
  DescribeTransactionsResponse,
} from './65-describe-transactions.ts';
import type { ListTransactionsRequest, ListTransactionsResponse } from './66-list-transactions.ts';
import type { AllocateProducerIdsRequest, AllocateProducerIdsResponse } from './67-allocate-producer-ids.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from './68-consumer-group-heartbeat.ts';
import type {
  ConsumerGroupDescribeRequest,
  ConsumerGroupDescribeResponse,
} from './69-consumer-group-describe.ts';
import type {
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponse,
} from './75-describe-topic-partitions.ts';
import type { ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse } from './76-share-group-heartbeat.ts';
import type { ShareGroupDescribeRequest, ShareGroupDescribeResponse } from './77-share-group-describe.ts';
import type { ShareFetchRequest, ShareFetchResponse } from './78-share-fetch.ts';
import type { ShareAcknowledgeRequest, ShareAcknowledgeResponse } from './79-share-acknowledge.ts';
import type {
  InitializeShareGroupStateRequest,
  InitializeShareGroupStateResponse,
} from './83-initialize-share-group-state.ts';
import type { ReadShareGroupStateRequest, ReadShareGroupStateResponse } from './84-read-share-group-state.ts';
import type {
  WriteShareGroupStateRequest,
  WriteShareGroupStateResponse,
} from './85-write-share-group-state.ts';
import type {
  DeleteShareGroupStateRequest,
  DeleteShareGroupStateResponse,
} from './86-delete-share-group-state.ts';
import type {
  ReadShareGroupStateSummaryRequest,
  ReadShareGroupStateSummaryResponse,
} from './87-read-share-group-state-summary.ts';
import type {
  DescribeShareGroupOffsetsRequest,
  DescribeShareGroupOffsetsResponse,
} from './90-describe-share-group-offsets.ts';
import type {
  AlterShareGroupOffsetsRequest,
  AlterShareGroupOffsetsResponse,
} from './91-alter-share-group-offsets.ts';
import type {
  DeleteShareGroupOffsetsRequest,
  DeleteShareGroupOffsetsResponse,
} from './92-delete-share-group-offsets.ts';

interface Messages {
  Produce: { request: ProduceRequest; response: ProduceResponse };
  Fetch: { request: FetchRequest; response: FetchResponse };
  ListOffsets: { request: ListOffsetsRequest; response: ListOffsetsResponse };
  Metadata: { request: MetadataRequest; response: MetadataResponse };
  OffsetCommit: { request: OffsetCommitRequest; response: OffsetCommitResponse };
  OffsetFetch: { request: OffsetFetchRequest; response: OffsetFetchResponse };
  FindCoordinator: { request: FindCoordinatorRequest; response: FindCoordinatorResponse };
  JoinGroup: { request: JoinGroupRequest; response: JoinGroupResponse };
  Heartbeat: { request: HeartbeatRequest; response: HeartbeatResponse };
  LeaveGroup: { request: LeaveGroupRequest; response: LeaveGroupResponse };
  SyncGroup: { request: SyncGroupRequest; response: SyncGroupResponse };
  DescribeGroups: { request: DescribeGroupsRequest; response: DescribeGroupsResponse };
  ListGroups: { request: ListGroupsRequest; response: ListGroupsResponse };
  ApiVersions: { request: ApiVersionsRequest; response: ApiVersionsResponse };
  CreateTopics: { request: CreateTopicsRequest; response: CreateTopicsResponse };
  DeleteTopics: { request: DeleteTopicsRequest; response: DeleteTopicsResponse };
  DeleteRecords: { request: DeleteRecordsRequest; response: DeleteRecordsResponse };
  InitProducerId: { request: InitProducerIdRequest; response: InitProducerIdResponse };
  OffsetForLeaderEpoch: { request: OffsetForLeaderEpochRequest; response: OffsetForLeaderEpochResponse };
  AddPartitionsToTxn: { request: AddPartitionsToTxnRequest; response: AddPartitionsToTxnResponse };
  AddOffsetsToTxn: { request: AddOffsetsToTxnRequest; response: AddOffsetsToTxnResponse };
  EndTxn: { request: EndTxnRequest; response: EndTxnResponse };
  WriteTxnMarkers: { request: WriteTxnMarkersRequest; response: WriteTxnMarkersResponse };
  TxnOffsetCommit: { request: TxnOffsetCommitRequest; response: TxnOffsetCommitResponse };
  DescribeConfigs: { request: DescribeConfigsRequest; response: DescribeConfigsResponse };
  AlterConfigs: { request: AlterConfigsRequest; response: AlterConfigsResponse };
  CreatePartitions: { request: CreatePartitionsRequest; response: CreatePartitionsResponse };
  DeleteGroups: { request: DeleteGroupsRequest; response: DeleteGroupsResponse };
  ElectLeaders: { request: ElectLeadersRequest; response: ElectLeadersResponse };
  IncrementalAlterConfigs: {
    request: IncrementalAlterConfigsRequest;
    response: IncrementalAlterConfigsResponse;
  };
  AlterPartitionReassignments: {
    request: AlterPartitionReassignmentsRequest;
    response: AlterPartitionReassignmentsResponse;
  };
  ListPartitionReassignments: {
    request: ListPartitionReassignmentsRequest;
    response: ListPartitionReassignmentsResponse;
  };
  OffsetDelete: { request: OffsetDeleteRequest; response: OffsetDeleteResponse };
  AlterPartition: { request: AlterPartitionRequest; response: AlterPartitionResponse };
  Envelope: { request: EnvelopeRequest; response: EnvelopeResponse };
  DescribeCluster: { request: DescribeClusterRequest; response: DescribeClusterResponse };
  DescribeProducers: { request: DescribeProducersRequest; response: DescribeProducersResponse };
  BrokerRegistration: { request: BrokerRegistrationRequest; response: BrokerRegistrationResponse };
  BrokerHeartbeat: { request: BrokerHeartbeatRequest; response: BrokerHeartbeatResponse };
  UnregisterBroker: { request: UnregisterBrokerRequest; response: UnregisterBrokerResponse };
  DescribeTransactions: { request: DescribeTransactionsRequest; response: DescribeTransactionsResponse };
  ListTransactions: { request: ListTransactionsRequest; response: ListTransactionsResponse };
  AllocateProducerIds: { request: AllocateProducerIdsRequest; response: AllocateProducerIdsResponse };
  ConsumerGroupHeartbeat: {
    request: ConsumerGroupHeartbeatRequest;
    response: ConsumerGroupHeartbeatResponse;
  };
  ConsumerGroupDescribe: { request: ConsumerGroupDescribeRequest; response: ConsumerGroupDescribeResponse };
  DescribeTopicPartitions: {
    request: DescribeTopicPartitionsRequest;
    response: DescribeTopicPartitionsResponse;
  };
  ShareGroupHeartbeat: { request: ShareGroupHeartbeatRequest; response: ShareGroupHeartbeatResponse };
  ShareGroupDescribe: { request: ShareGroupDescribeRequest; response: ShareGroupDescribeResponse };
  ShareFetch: { request: ShareFetchRequest; response: ShareFetchResponse };
  ShareAcknowledge: { request: ShareAcknowledgeRequest; response: ShareAcknowledgeResponse };
  InitializeShareGroupState: {
    request: InitializeShareGroupStateRequest;
    response: InitializeShareGroupStateResponse;
  };
  ReadShareGroupState: { request: ReadShareGroupStateRequest; response: ReadShareGroupStateResponse };
  WriteShareGroupState: { request: WriteShareGroupStateRequest; response: WriteShareGroupStateResponse };
  DeleteShareGroupState: { request: DeleteShareGroupStateRequest; response: DeleteShareGroupStateResponse };
  ReadShareGroupStateSummary: {
    request: ReadShareGroupStateSummaryRequest;
    response: ReadShareGroupStateSummaryResponse;
  };
  DescribeShareGroupOffsets: {
    request: DescribeShareGroupOffsetsRequest;
    response: DescribeShareGroupOffsetsResponse;
  };
  AlterShareGroupOffsets: {
    request: AlterShareGroupOffsetsRequest;
    response: AlterShareGroupOffsetsResponse;
  };
  DeleteShareGroupOffsets: {
    request: DeleteShareGroupOffsetsRequest;
    response: DeleteShareGroupOffsetsResponse;
  };
}

export type ApiName = keyof Messages;
export type RequestOf<Api extends ApiName> = Messages[Api]['request'];
export type ResponseOf<Api extends ApiName> = Messages[Api]['response'];

/** Admin requests that a broker passes on to the controller in an Envelope. */
export type ForwardableApi =
  | 'CreateTopics'
  | 'DeleteTopics'
  | 'AlterConfigs'
  | 'CreatePartitions'
  | 'ElectLeaders'
  | 'IncrementalAlterConfigs'
  | 'AlterPartitionReassignments'
  | 'ListPartitionReassignments'
  | 'UnregisterBroker';

/** Of each API its key, and the one version that is spoken here. */
export const API_KEYS = {
  Produce: { key: 0, version: 13 },
  Fetch: { key: 1, version: 18 },
  ListOffsets: { key: 2, version: 10 },
  Metadata: { key: 3, version: 13 },
  OffsetCommit: { key: 8, version: 9 },
  OffsetFetch: { key: 9, version: 9 },
  FindCoordinator: { key: 10, version: 6 },
  JoinGroup: { key: 11, version: 9 },
  Heartbeat: { key: 12, version: 4 },
  LeaveGroup: { key: 13, version: 5 },
  SyncGroup: { key: 14, version: 5 },
  DescribeGroups: { key: 15, version: 6 },
  ListGroups: { key: 16, version: 5 },
  ApiVersions: { key: 18, version: 4 },
  CreateTopics: { key: 19, version: 7 },
  DeleteTopics: { key: 20, version: 6 },
  DeleteRecords: { key: 21, version: 2 },
  InitProducerId: { key: 22, version: 5 },
  OffsetForLeaderEpoch: { key: 23, version: 4 },
  AddPartitionsToTxn: { key: 24, version: 5 },
  AddOffsetsToTxn: { key: 25, version: 4 },
  EndTxn: { key: 26, version: 5 },
  WriteTxnMarkers: { key: 27, version: 2 },
  TxnOffsetCommit: { key: 28, version: 5 },
  DescribeConfigs: { key: 32, version: 4 },
  AlterConfigs: { key: 33, version: 2 },
  CreatePartitions: { key: 37, version: 3 },
  DeleteGroups: { key: 42, version: 2 },
  ElectLeaders: { key: 43, version: 2 },
  IncrementalAlterConfigs: { key: 44, version: 1 },
  AlterPartitionReassignments: { key: 45, version: 1 },
  ListPartitionReassignments: { key: 46, version: 0 },
  OffsetDelete: { key: 47, version: 0 },
  AlterPartition: { key: 56, version: 3 },
  Envelope: { key: 58, version: 0 },
  DescribeCluster: { key: 60, version: 2 },
  DescribeProducers: { key: 61, version: 0 },
  BrokerRegistration: { key: 62, version: 4 },
  BrokerHeartbeat: { key: 63, version: 1 },
  UnregisterBroker: { key: 64, version: 0 },
  DescribeTransactions: { key: 65, version: 0 },
  ListTransactions: { key: 66, version: 2 },
  AllocateProducerIds: { key: 67, version: 0 },
  ConsumerGroupHeartbeat: { key: 68, version: 1 },
  ConsumerGroupDescribe: { key: 69, version: 1 },
  DescribeTopicPartitions: { key: 75, version: 0 },
  ShareGroupHeartbeat: { key: 76, version: 1 },
  ShareGroupDescribe: { key: 77, version: 1 },
  ShareFetch: { key: 78, version: 2 },
  ShareAcknowledge: { key: 79, version: 2 },
  InitializeShareGroupState: { key: 83, version: 0 },
  ReadShareGroupState: { key: 84, version: 0 },
  WriteShareGroupState: { key: 85, version: 1 },
  DeleteShareGroupState: { key: 86, version: 0 },
  ReadShareGroupStateSummary: { key: 87, version: 1 },
  DescribeShareGroupOffsets: { key: 90, version: 1 },
  AlterShareGroupOffsets: { key: 91, version: 0 },
  DeleteShareGroupOffsets: { key: 92, version: 0 },
} as const satisfies Readonly<Record<ApiName, { readonly key: number; readonly version: number }>>;
