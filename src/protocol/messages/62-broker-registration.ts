/** BrokerRegistration (key 62), spoken at v4: a starting broker makes itself known and gets its broker epoch. */
import type { BrokerEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface BrokerRegistrationRequest {
  readonly brokerId: number;
  readonly clusterId: string;
  readonly incarnationId: string;
  readonly listeners: readonly { readonly name: string; readonly host: string; readonly port: number }[];
  readonly rack: string | null;
  /** Broker epoch before a clean shutdown, -1 after an unclean one (KIP-966). */
  readonly previousBrokerEpoch: BrokerEpoch;
}

export interface BrokerRegistrationResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly brokerEpoch: BrokerEpoch;
}
