/** DescribeCluster (key 60): the brokers (KIP-700). A broker tells nothing of controllers (KIP-919). */
import { CLUSTER_OPERATIONS } from '../../../protocol/authorized-operations.ts';
import { Errors } from '../../../protocol/errors.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../../protocol/messages/15-describe-groups.ts';
import type {
  DescribeClusterRequest,
  DescribeClusterResponse,
} from '../../../protocol/messages/60-describe-cluster.ts';
import { type ApiError, apiError } from '../../controller/api-error.ts';
import { CLUSTER_ID } from '../../controller/reserved-ids.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { aliveBrokers, allBrokers, anyAliveBroker, endpointOf } from '../broker-endpoints.ts';
import { respond } from '../request-channel.ts';

const BROKERS = 1;
const CONTROLLERS = 2;

export function handleDescribeCluster(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeCluster'>,
): void {
  const refusal = whyRefused(request.body);
  respond(ctx, broker, request, refusal ? refused(refusal) : describeCluster(ctx, broker, request.body));
}

function whyRefused({ endpointType }: DescribeClusterRequest): ApiError | null {
  if (endpointType === BROKERS) return null;
  return endpointType === CONTROLLERS
    ? apiError(
        Errors.MISMATCHED_ENDPOINT_TYPE,
        'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER',
      )
    : apiError(Errors.UNSUPPORTED_ENDPOINT_TYPE, `Unsupported endpoint type ${endpointType}`);
}

function refused({ error, message }: ApiError): DescribeClusterResponse {
  return {
    throttleTimeMs: 0,
    errorCode: error,
    errorMessage: message,
    endpointType: BROKERS,
    clusterId: '',
    controllerId: -1,
    brokers: [],
    clusterAuthorizedOperations: NO_AUTHORIZED_OPERATIONS,
  };
}

function describeCluster(
  ctx: Ctx,
  broker: BrokerNode,
  { includeFencedBrokers, includeClusterAuthorizedOperations }: DescribeClusterRequest,
): DescribeClusterResponse {
  const { image } = broker.disk;
  const brokers = includeFencedBrokers ? allBrokers(image) : aliveBrokers(image);
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    endpointType: BROKERS,
    clusterId: CLUSTER_ID,
    controllerId: anyAliveBroker(ctx, broker),
    brokers: brokers.map((each) => ({
      brokerId: each.brokerId,
      ...endpointOf(each),
      isFenced: each.fenced,
    })),
    clusterAuthorizedOperations: includeClusterAuthorizedOperations
      ? CLUSTER_OPERATIONS
      : NO_AUTHORIZED_OPERATIONS,
  };
}
