/** AllocateProducerIds (key 67), v0: a broker takes a block of 1,000 producer ids from the controller. */
import type { BrokerEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface AllocateProducerIdsRequest {
  readonly brokerId: number;
  readonly brokerEpoch: BrokerEpoch;
}

export interface AllocateProducerIdsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly producerIdStart: number;
  readonly producerIdLen: number;
}
