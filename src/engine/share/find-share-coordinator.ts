/** FindCoordinator for a share partition's key, `groupId:topicId:partition`: the first who asks has the topic created. */
import { Errors } from '../../protocol/errors.ts';
import type { FindCoordinatorResponse } from '../../protocol/messages/10-find-coordinator.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { endpointOf } from '../broker/broker-endpoints.ts';
import { maybeCreateShareStateTopic, shareCoordinatorOf } from '../coordinator/share/share-state-topic.ts';
import type { Ctx } from '../ctx.ts';

const KEY = /^.+:[\w-]{22}:\d+$/;

export function shareCoordinatorFor(
  ctx: Ctx,
  broker: BrokerNode,
  key: string,
): FindCoordinatorResponse['coordinators'][number] {
  const nobody = { key, nodeId: -1, host: '', port: -1 };
  if (!KEY.test(key)) return { ...nobody, errorCode: Errors.INVALID_REQUEST };
  maybeCreateShareStateTopic(ctx, broker);
  const { image } = broker.disk;
  const coordinator = shareCoordinatorOf(image, key);
  if (coordinator === null) return { ...nobody, errorCode: Errors.COORDINATOR_NOT_AVAILABLE };
  const { host, port } = endpointOf(image.brokers.get(coordinator)!);
  return { key, nodeId: coordinator, host, port, errorCode: Errors.NONE };
}
