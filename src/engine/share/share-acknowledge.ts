/** ShareAcknowledge: in its session, and of its partitions (KafkaApis.handleShareAcknowledgeRequest). */
import { Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import type { PendingShareAcknowledge } from './pending-share-requests.ts';
import { handleAcknowledgements } from './share-acknowledgements.ts';
import { isMemberIdValid } from './share-fetch.ts';
import { shareNodeOf } from './share-node.ts';
import { maybeAnswer } from './share-requests.ts';
import { refuseShareAcknowledge } from './share-responses.ts';
import { updateForAcknowledge } from './share-session.ts';

export function shareAcknowledge(ctx: Ctx, broker: BrokerNode, request: Request<'ShareAcknowledge'>): void {
  const { groupId, memberId } = request.body;
  const isValid = groupId !== null && isMemberIdValid(memberId);
  const error = isValid ? updateForAcknowledge(broker, request) : Errors.INVALID_REQUEST;
  if (error !== Errors.NONE) {
    refuseShareAcknowledge(ctx, broker, request, error);
    return;
  }
  const pending: PendingShareAcknowledge = { kind: 'acknowledge', request, acknowledged: [], waiting: 0 };
  shareNodeOf(broker).requests.set(request.id, pending);
  handleAcknowledgements(ctx, broker, pending);
  maybeAnswer(ctx, broker, pending);
}
