/** Which handler answers which API at a broker. One API a file, numbered by its key. */
import type { ApiName } from '../../../protocol/messages/index.ts';
import { consumerGroups } from '../../coordinator/group/consumer-groups.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { transactions } from '../../transaction/transactions.ts';
import type { BrokerNode } from '../broker.ts';
import { forwardToController } from '../forwarding-manager.ts';
import { toolApis } from '../tool-apis.ts';
import { handleProduce } from './00-produce.ts';
import { handleFetch } from './01-fetch.ts';
import { handleListOffsets } from './02-list-offsets.ts';
import { handleMetadata } from './03-metadata.ts';
import { handleOffsetCommit } from './08-offset-commit.ts';
import { handleOffsetFetch } from './09-offset-fetch.ts';
import { handleFindCoordinator } from './10-find-coordinator.ts';
import { handleJoinGroup } from './11-join-group.ts';
import { handleHeartbeat } from './12-heartbeat.ts';
import { handleLeaveGroup } from './13-leave-group.ts';
import { handleSyncGroup } from './14-sync-group.ts';
import { handleApiVersions } from './18-api-versions.ts';
import { handleInitProducerId } from './22-init-producer-id.ts';
import { handleOffsetForLeaderEpoch } from './23-offset-for-leader-epoch.ts';

export type ApiHandler<Api extends ApiName> = (ctx: Ctx, broker: BrokerNode, request: Request<Api>) => void;

export const apiHandlers: { readonly [Api in ApiName]?: ApiHandler<Api> } = {
  Produce: handleProduce,
  Fetch: handleFetch,
  ListOffsets: handleListOffsets,
  Metadata: handleMetadata,
  OffsetCommit: handleOffsetCommit,
  OffsetFetch: handleOffsetFetch,
  FindCoordinator: handleFindCoordinator,
  JoinGroup: handleJoinGroup,
  Heartbeat: handleHeartbeat,
  LeaveGroup: handleLeaveGroup,
  SyncGroup: handleSyncGroup,
  DescribeGroups: (...asked) => toolApis.rules().handleDescribeGroups(...asked),
  ListGroups: (...asked) => toolApis.rules().handleListGroups(...asked),
  ApiVersions: handleApiVersions,
  DeleteRecords: (...asked) => toolApis.rules().handleDeleteRecords(...asked),
  InitProducerId: handleInitProducerId,
  OffsetForLeaderEpoch: handleOffsetForLeaderEpoch,
  AddPartitionsToTxn: (...asked) => transactions.rules().handleAddPartitionsToTxn(...asked),
  AddOffsetsToTxn: (...asked) => transactions.rules().handleAddOffsetsToTxn(...asked),
  EndTxn: (...asked) => transactions.rules().handleEndTxn(...asked),
  WriteTxnMarkers: (...asked) => transactions.rules().handleWriteTxnMarkers(...asked),
  TxnOffsetCommit: (...asked) => transactions.rules().handleTxnOffsetCommit(...asked),
  DeleteGroups: (...asked) => toolApis.rules().handleDeleteGroups(...asked),
  OffsetDelete: (...asked) => toolApis.rules().handleOffsetDelete(...asked),
  DescribeConfigs: (...asked) => toolApis.rules().handleDescribeConfigs(...asked),
  DescribeCluster: (...asked) => toolApis.rules().handleDescribeCluster(...asked),
  DescribeProducers: (...asked) => transactions.rules().handleDescribeProducers(...asked),
  DescribeTopicPartitions: (...asked) => toolApis.rules().handleDescribeTopicPartitions(...asked),
  DescribeTransactions: (...asked) => transactions.rules().handleDescribeTransactions(...asked),
  ListTransactions: (...asked) => transactions.rules().handleListTransactions(...asked),
  ConsumerGroupHeartbeat: (...asked) => consumerGroups.rules().handleConsumerGroupHeartbeat(...asked),
  ConsumerGroupDescribe: (...asked) => consumerGroups.rules().handleConsumerGroupDescribe(...asked),
  ShareGroupHeartbeat: (...asked) => shareGroups.rules().handleShareGroupHeartbeat(...asked),
  ShareGroupDescribe: (...asked) => shareGroups.rules().handleShareGroupDescribe(...asked),
  ShareFetch: (...asked) => shareGroups.rules().handleShareFetch(...asked),
  ShareAcknowledge: (...asked) => shareGroups.rules().handleShareAcknowledge(...asked),
  InitializeShareGroupState: (...asked) => shareGroups.rules().handleInitializeShareGroupState(...asked),
  ReadShareGroupState: (...asked) => shareGroups.rules().handleReadShareGroupState(...asked),
  WriteShareGroupState: (...asked) => shareGroups.rules().handleWriteShareGroupState(...asked),
  DeleteShareGroupState: (...asked) => shareGroups.rules().handleDeleteShareGroupState(...asked),
  ReadShareGroupStateSummary: (...asked) => shareGroups.rules().handleReadShareGroupStateSummary(...asked),
  DescribeShareGroupOffsets: (...asked) => shareGroups.rules().handleDescribeShareGroupOffsets(...asked),
  AlterShareGroupOffsets: (...asked) => shareGroups.rules().handleAlterShareGroupOffsets(...asked),
  DeleteShareGroupOffsets: (...asked) => shareGroups.rules().handleDeleteShareGroupOffsets(...asked),
  CreateTopics: forwardToController,
  DeleteTopics: forwardToController,
  CreatePartitions: forwardToController,
  ElectLeaders: forwardToController,
  AlterConfigs: forwardToController,
  IncrementalAlterConfigs: forwardToController,
  AlterPartitionReassignments: forwardToController,
  ListPartitionReassignments: forwardToController,
  UnregisterBroker: forwardToController,
};
