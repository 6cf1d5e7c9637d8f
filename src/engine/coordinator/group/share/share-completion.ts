/** What happens when records of a share group are committed, or could not be. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { ShareGroupHeartbeatResponse } from '../../../../protocol/messages/76-share-group-heartbeat.ts';
import type { AlterShareGroupOffsetsResponse } from '../../../../protocol/messages/91-alter-share-group-offsets.ts';
import type { DeleteShareGroupOffsetsResponse } from '../../../../protocol/messages/92-delete-share-group-offsets.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import { toolApis } from '../../../broker/tool-apis.ts';
import type { Ctx } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { deleteState, initializeState } from '../../../share/persister.ts';
import { alterOffsetsError } from './alter-share-group-offsets.ts';
import { deleteOffsetsError } from './delete-share-group-offsets.ts';
import type { DeleteStateParameters } from './persister-continuation.ts';
import { shareGroupHeartbeatError } from './share-group-heartbeat.ts';
import type { InitializeStateParameters } from './state-initialization.ts';

export type ShareCompletion =
  | {
      readonly type: 'share-group-heartbeat';
      readonly request: Request<'ShareGroupHeartbeat'>;
      readonly body: ShareGroupHeartbeatResponse;
      readonly initialize: InitializeStateParameters | null;
    }
  | {
      readonly type: 'alter-share-group-offsets';
      readonly request: Request<'AlterShareGroupOffsets'>;
      readonly body: AlterShareGroupOffsetsResponse;
      readonly initialize: InitializeStateParameters;
    }
  | {
      readonly type: 'delete-share-group-offsets';
      readonly request: Request<'DeleteShareGroupOffsets'>;
      readonly failed: DeleteShareGroupOffsetsResponse['responses'];
      readonly deletion: DeleteStateParameters;
    }
  | {
      readonly type: 'delete-share-group-state';
      readonly request: Request<'DeleteGroups'>;
      readonly groupId: string;
      readonly deletion: DeleteStateParameters;
    }
  | {
      readonly type: 'share-group-offsets-deleted';
      readonly request: Request<'DeleteShareGroupOffsets'>;
      readonly body: DeleteShareGroupOffsetsResponse;
    };

export function completeShare(
  ctx: Ctx,
  broker: BrokerNode,
  completion: ShareCompletion,
  error: ErrorCode,
): void {
  const failed = error !== Errors.NONE;
  switch (completion.type) {
    case 'share-group-heartbeat': {
      const { request, body, initialize } = completion;
      respond(ctx, broker, request, failed ? shareGroupHeartbeatError(error) : body);
      const { groupId } = request.body;
      if (initialize && !failed)
        initializeState(ctx, broker, initialize, { type: 'state-initialized', groupId });
      break;
    }
    case 'alter-share-group-offsets': {
      const { request, body, initialize } = completion;
      if (failed) respond(ctx, broker, request, alterOffsetsError(error));
      else if (initialize.topics.length === 0) respond(ctx, broker, request, body);
      else initializeState(ctx, broker, initialize, { type: 'offsets-altered', request, body });
      break;
    }
    case 'delete-share-group-offsets': {
      const { request, failed: responses, deletion } = completion;
      const body = { ...deleteOffsetsError(Errors.NONE), responses };
      if (failed) respond(ctx, broker, request, deleteOffsetsError(error));
      else if (deletion.topics.length === 0) respond(ctx, broker, request, body);
      else deleteState(ctx, broker, deletion, { type: 'offsets-deleted', request, failed: responses });
      break;
    }
    case 'delete-share-group-state': {
      const { request, groupId, deletion } = completion;
      if (failed) toolApis.rules().answerDeletions(ctx, broker, request, [{ groupId, errorCode: error }]);
      else deleteState(ctx, broker, deletion, { type: 'group-state-deleted', request, groupId });
      break;
    }
    case 'share-group-offsets-deleted':
      respond(ctx, broker, completion.request, failed ? deleteOffsetsError(error) : completion.body);
      break;
  }
}
