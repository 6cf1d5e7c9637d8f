/** BrokerHeartbeat (key 63), spoken at v1: keeps a broker unfenced, and asks for a controlled shutdown. */
import type { BrokerEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface BrokerHeartbeatRequest {
  readonly brokerId: number;
  readonly brokerEpoch: BrokerEpoch;
  /** End of the metadata log that the broker has replayed. */
  readonly currentMetadataOffset: number;
  readonly wantFence: boolean;
  readonly wantShutDown: boolean;
}

export interface BrokerHeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly isCaughtUp: boolean;
  readonly isFenced: boolean;
  readonly shouldShutDown: boolean;
}
