/** The rates of the clock pace, 1/1000× to 1000× on a log scale, as steps of a slider. */

const STEPS_PER_DECADE = 10;
const DECADES = 3;
/** From 0 to this. */
export const RATE_STEPS = 2 * DECADES * STEPS_PER_DECADE;

export function rateOf(step: number): number {
  return Number((10 ** (step / STEPS_PER_DECADE - DECADES)).toPrecision(2));
}

export function stepOf(rate: number): number {
  return Math.round((Math.log10(rate) + DECADES) * STEPS_PER_DECADE);
}
