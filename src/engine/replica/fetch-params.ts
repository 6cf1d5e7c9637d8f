/** How a Fetch request reads: on whose behalf, how far, how much. */
import type { BrokerEpoch, Offset } from '../../kernel/brand.ts';
import type { FetchRequest } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { fetchHighWatermark, lastStableOffset } from '../log/high-watermark.ts';
import type { FetchIsolation } from '../log/read.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import { seeksByRack } from './replica-selector.ts';

/** Settings of one Fetch request, as Kafka's FetchParams. */
export interface FetchParams {
  /** -1: a consumer. */
  readonly replicaId: number;
  readonly replicaEpoch: BrokerEpoch;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolation: FetchIsolation;
  /** `client.rack` of a consumer, empty if it has none or if no replica is sought by it here. */
  readonly rackId: string;
}

/** `fetch.max.bytes` of the broker: 55 MiB. */
const BROKER_FETCH_MAX_BYTES = 57_671_680;

export function fetchParamsOf({ configs }: BrokerNode, request: FetchRequest): FetchParams {
  const maxBytes = Math.min(request.maxBytes, BROKER_FETCH_MAX_BYTES);
  const { replicaId, replicaEpoch } = request.replicaState;
  const consumers = request.isolationLevel === 1 ? 'TXN_COMMITTED' : 'HIGH_WATERMARK';
  return {
    replicaId,
    replicaEpoch,
    minBytes: Math.min(request.minBytes, maxBytes),
    maxBytes,
    rackId: seeksByRack(configs) && !isFromFollower(replicaId) ? request.rackId : '',
    isolation: isFromFollower(replicaId) ? 'LOG_END' : consumers,
  };
}

export function isFromFollower(replicaId: number): boolean {
  return replicaId >= 0;
}

/** Where the records end that the asker may see. */
export function visibleEnd(log: UnifiedLog, isolation: FetchIsolation): Offset {
  if (isolation === 'LOG_END') return log.logEndOffset;
  return isolation === 'HIGH_WATERMARK' ? fetchHighWatermark(log) : lastStableOffset(log);
}
