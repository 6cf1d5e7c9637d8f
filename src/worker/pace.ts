/**
 * How fast simulated time goes by: a pure function of what there is to see. Kafka's own times span 2 ms to
 * 7 days; *paced*, time slows while messages that the picture shows are under way, until a flight takes about
 * half a second to the eye, and hurries through quiet stretches, so that none costs more than about a second.
 * It has a budget: some three seconds of slow motion after a start or an action, then the next event worth
 * seeing is at most about four seconds away. Pace is never a part of the run.
 */
import type { Micros } from '../kernel/brand.ts';
import type { Pace } from '../view/digest.ts';

/** What the rate depends on. */
export interface Scene {
  readonly nowUs: Micros;
  /** Flights of records or of the group protocol under way now, and how long they take on the mean. */
  readonly flights: number;
  readonly meanFlightUs: Micros;
  /** Messages worth drawing per simulated second, over the last few. */
  readonly messagesPerSecond: number;
  /** When the next flight is due to begin, as far as is known; NEVER: not foreseen. */
  readonly nextFlightUs: Micros;
  /** When the next event worth seeing is due, as far as is known; NEVER: not foreseen. */
  readonly nextWorthSeeingUs: Micros;
  /** Wall time for which that event has been the next one. */
  readonly waitedMs: number;
  /** Wall time spent in slow motion since the run was started or the user last acted. */
  readonly slowMotionSpentMs: number;
}

export const SLOW_MOTION_BUDGET_MS = 3000;
const FLIGHT_TO_THE_EYE_MS = 500;
const LONGEST_WAIT_MS = 4000;
/** An event long awaited still gets so much time to come into view. */
const SHORTEST_WAIT_MS = 300;
/** So many messages a wall second still read as flow, and not as noise. */
const FLOW_MESSAGES_PER_WALL_SECOND = 50;
const SLOWEST = 1 / 1000;
const FASTEST = 1000;
/** No rate changes by more than 2× in this time. */
export const DOUBLING_MS = 100;
/**
 * At the limit, each DOUBLING_MS halves the rate, and from rate r it takes r * DOUBLING_MS / ln 2 of simulated
 * time to come to rest. Braking begins at one and a half times that, to be at rest in time.
 */
const BRAKING_MS = (1.5 * DOUBLING_MS) / Math.LN2;

/** Simulated time per wall time that the moment asks for, before easing. */
export function targetRate(pace: Pace, scene: Scene): number {
  if (pace.kind === 'clock') return clamp(pace.rate);
  const slow = slowMotionRate(scene);
  if (isSlowMotionDue(scene)) return clamp(slow);
  const flow = Math.max(slow, flowRate(scene));
  if (scene.flights === 0) return clamp(hurry(scene, flow));
  return clamp(Math.min(Math.max(flow, patience(scene)), braking(scene, scene.nextWorthSeeingUs, flow)));
}

/** A flight takes half a second to the eye. */
function slowMotionRate({ meanFlightUs }: Scene): number {
  return meanFlightUs / 1000 / FLIGHT_TO_THE_EYE_MS;
}

/** Whether there is something to follow one by one, and slow motion left to do it. */
export function isSlowMotionDue(scene: Scene): boolean {
  return scene.flights > 0 && scene.slowMotionSpentMs < SLOW_MOTION_BUDGET_MS;
}

/** At this rate messages come by in a number that reads well. */
function flowRate({ messagesPerSecond }: Scene): number {
  return messagesPerSecond > 0 ? FLOW_MESSAGES_PER_WALL_SECOND / messagesPerSecond : 0;
}

/** The next event worth seeing is at most so long away. */
function patience({ nowUs, nextWorthSeeingUs, waitedMs }: Scene): number {
  if (!isForeseen(nextWorthSeeingUs)) return 0;
  return (nextWorthSeeingUs - nowUs) / 1000 / Math.max(SHORTEST_WAIT_MS, LONGEST_WAIT_MS - waitedMs);
}

/** With nothing under way: as fast as it can still come down in time for what is due next. */
function hurry(scene: Scene, floor: number): number {
  const next = Math.min(scene.nextFlightUs, scene.nextWorthSeeingUs);
  return isForeseen(next) ? braking(scene, next, floor) : Math.max(1, floor);
}

/** Never so fast that it could not come down to `floor` by then. */
function braking({ nowUs }: Scene, thenUs: Micros, floor: number): number {
  return isForeseen(thenUs)
    ? floor + Math.max(0, thenUs - nowUs) / 1000 / BRAKING_MS
    : Number.POSITIVE_INFINITY;
}

function isForeseen(us: Micros): boolean {
  return us < Number.MAX_SAFE_INTEGER;
}

function clamp(rate: number): number {
  return Math.min(FASTEST, Math.max(SLOWEST, rate));
}

/** The rate after `wallMs` on the way from `rate` to `target`: at most doubled or halved in DOUBLING_MS. */
export function easeRate(rate: number, target: number, wallMs: number): number {
  const factor = 2 ** (wallMs / DOUBLING_MS);
  return Math.min(rate * factor, Math.max(rate / factor, target));
}
