/** The part of poll() that gives every partition a position to read from (updateFetchPositions). */
import type { Ctx } from '../ctx.ts';
import {
  fetchCommittedOffsets,
  initializingPartitions,
  resetInitializingPosition,
} from './committed-offsets.ts';
import type { ConsumerNode } from './consumer.ts';
import { resetPositionsIfNeeded } from './offset-resetter.ts';
import { validatePositionsIfNeeded } from './position-validator.ts';
import { hasAllFetchPositions } from './subscription-state.ts';

/** False while poll() waits for the coordinator to say what is committed. */
export function updateFetchPositions(ctx: Ctx, consumer: ConsumerNode): boolean {
  validatePositionsIfNeeded(ctx, consumer);
  if (hasAllFetchPositions(consumer.subscriptions)) return true;
  const initializing = initializingPartitions(consumer);
  if (initializing.length > 0 && consumer.groupId !== null) {
    fetchCommittedOffsets(ctx, consumer, initializing);
    return false;
  }
  for (const state of initializing) resetInitializingPosition(consumer, state);
  resetPositionsIfNeeded(ctx, consumer);
  return true;
}
