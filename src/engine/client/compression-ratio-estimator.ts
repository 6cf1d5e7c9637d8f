/**
 * While a batch is open nobody knows how well its records will compress: a producer guesses by the topic's batches so
 * far. The guess comes down slowly and goes up fast, since a batch that turns out too large costs more than one that
 * could have held more. After Kafka's CompressionRatioEstimator.
 */
import { MODELLED_RATIO } from '../modelled-compression.ts';

const IMPROVING_STEP = 0.005;
const DETERIORATE_STEP = 0.05;

/** Before the first batch: as if nothing could be compressed. */
export const INITIAL_RATIO = 1;

/** The next guess, after another batch came to `observed` of its bytes. */
export function updateEstimation(current: number, observed: number = MODELLED_RATIO): number {
  if (observed > current) return Math.max(current + DETERIORATE_STEP, observed);
  return observed < current ? Math.max(current - IMPROVING_STEP, observed) : current;
}
