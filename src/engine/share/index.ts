/** What the rest of the engine asks of share groups, through `shareGroupRules()`. */
export { handleShareFetch } from '../broker/apis/78-share-fetch.ts';
export { handleShareAcknowledge } from '../broker/apis/79-share-acknowledge.ts';
export { handleInitializeShareGroupState } from '../broker/apis/83-initialize-share-group-state.ts';
export { handleReadShareGroupState } from '../broker/apis/84-read-share-group-state.ts';
export { handleWriteShareGroupState } from '../broker/apis/85-write-share-group-state.ts';
export { handleDeleteShareGroupState } from '../broker/apis/86-delete-share-group-state.ts';
export { handleReadShareGroupStateSummary } from '../broker/apis/87-read-share-group-state-summary.ts';
export { handleDescribeShareGroupOffsets } from '../broker/apis/90-describe-share-group-offsets.ts';
export { onShareTopicDeleted } from '../coordinator/share/share-state-upkeep.ts';
export { closeShareConnections, onShareConnectionLost } from './connection-loss.ts';
export { shareCoordinatorFor } from './find-share-coordinator.ts';
export { deleteState, initializeState } from './persister.ts';
export { onPersisterDisconnect, onPersisterResponse } from './persister-responses.ts';
export { onShareHighWatermark, onShareLeadership, onSharePartition } from './share-events.ts';
export { shareTimers } from './share-timers.ts';
