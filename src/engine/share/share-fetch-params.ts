/** How a ShareFetch reads. */
import type { ShareFetchRequest } from '../../protocol/messages/78-share-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { FetchIsolation } from '../log/read.ts';
import { readsCommittedOnly } from './share-group-config.ts';

export interface ShareFetchParams {
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolation: FetchIsolation;
}

/** `fetch.max.bytes` of the broker: 55 MiB. */
const BROKER_FETCH_MAX_BYTES = 57_671_680;

export function shareFetchParams(broker: BrokerNode, request: ShareFetchRequest): ShareFetchParams {
  const maxBytes = Math.min(request.maxBytes, BROKER_FETCH_MAX_BYTES);
  return {
    minBytes: Math.min(request.minBytes, maxBytes),
    maxBytes,
    isolation: readsCommittedOnly(broker, request.groupId!) ? 'TXN_COMMITTED' : 'HIGH_WATERMARK',
  };
}
