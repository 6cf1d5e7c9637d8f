/** What the group coordinator goes on with when the share coordinator has answered. Plain data: it waits in the state. */
import type { AlterShareGroupOffsetsResponse } from '../../../../protocol/messages/91-alter-share-group-offsets.ts';
import type { DeleteShareGroupOffsetsResponse } from '../../../../protocol/messages/92-delete-share-group-offsets.ts';
import type { Request } from '../../../network/message.ts';

/** What the share coordinator is to forget (DeleteShareGroupStateParameters). */
export interface DeleteStateParameters {
  readonly groupId: string;
  readonly topics: readonly { readonly topicId: string; readonly partitions: readonly number[] }[];
}

export type PersisterContinuation =
  /** After a heartbeat that has been answered already. */
  | { readonly type: 'state-initialized'; readonly groupId: string }
  | {
      readonly type: 'offsets-altered';
      readonly request: Request<'AlterShareGroupOffsets'>;
      readonly body: AlterShareGroupOffsetsResponse;
    }
  | {
      readonly type: 'offsets-deleted';
      readonly request: Request<'DeleteShareGroupOffsets'>;
      /** Topics of which there was nothing to delete. */
      readonly failed: DeleteShareGroupOffsetsResponse['responses'];
    }
  | {
      readonly type: 'group-state-deleted';
      readonly request: Request<'DeleteGroups'>;
      readonly groupId: string;
    };
