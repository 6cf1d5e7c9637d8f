/**
 * What a handler of the controller proposes: records and the answer that holds once they are committed.
 * Handlers read the image and change nothing; `commit` appends the records and replays them.
 */
import type { Offset } from '../../kernel/brand.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { type Ctx, wallClockMs } from '../ctx.ts';
import { registerHeartbeat } from './broker-heartbeat-manager.ts';
import type { ControllerNode } from './controller.ts';
import { replayMetadata } from './metadata-image.ts';
import { appendToMetadataLog, completeParkedFetches } from './metadata-log.ts';
import { type FencingReason, noteChange } from './metadata-notes.ts';

export interface ControllerResult<Response> {
  readonly records: readonly MetadataRecord[];
  readonly response: Response;
}

/** Records and answer become true together. Returns the answer. */
export function commit<Response>(
  ctx: Ctx,
  controller: ControllerNode,
  result: ControllerResult<Response>,
  fencingReason: FencingReason = 'session',
): Response {
  if (result.records.length > 0) appendAndReplay(ctx, controller, result.records, fencingReason);
  return result.response;
}

/** Offset of the last record written. */
export function lastWrittenOffset(controller: ControllerNode): Offset {
  return controller.log.endOffset - 1;
}

function appendAndReplay(
  ctx: Ctx,
  controller: ControllerNode,
  records: readonly MetadataRecord[],
  fencingReason: FencingReason,
): void {
  let offset = appendToMetadataLog(controller.log, records, wallClockMs(ctx));
  for (const record of records) {
    noteChange(ctx, controller.image, record, records, fencingReason);
    replayMetadata(controller.image, record, offset++);
    registerHeartbeat(ctx, controller, record);
  }
  completeParkedFetches(ctx, controller);
}
