/**
 * How fast simulated time goes by: a pure function of what there is to see. Kafka's own times span 2 ms to
 * 7 days; *paced*, time slows while messages that the picture shows are under way, until a flight takes about
 * half a second to the eye, and hurries through quiet stretches, so that none costs more than about a second.
 * It has a budget: some seconds of slow motion after a start or an action, a part of it kept for the messages of
 * a rebalance, which come later than the first records; then the next event worth seeing is at most about
 * four seconds away. Pace is never a part of the run.
 */
import type { Micros } from '../kernel/brand.ts';
import type { Pace } from '../view/digest.ts';

/** What the rate depends on. */
export interface Scene {
  readonly nowUs: Micros;
  /** Flights of records or of the group protocol under way now, and how long they take on the mean. */
  readonly flights: number;
  /** How many of them are of the group protocol. */
  readonly groupFlights: number;
  readonly meanFlightUs: Micros;
  /** Messages worth drawing per simulated second, over the last few. */
  readonly messagesPerSecond: number;
  /** When the next flight is due to begin, as far as is known; NEVER: not foreseen. */
  readonly nextFlightUs: Micros;
  /** When the next event worth seeing is due, as far as is known; NEVER: not foreseen. */
  readonly nextWorthSeeingUs: Micros;
  /** Whether that event is a step of a rebalance, of which there may be several. */
  readonly rebalancing: boolean;
  /** Wall time for which that event has been the next one. */
  readonly waitedMs: number;
  /** What has been spent of the budget since the run was started or the user last acted. */
  readonly spentMs: Spent;
}

export interface Spent {
  /** Wall milliseconds gone by: so long records are followed one by one, slow motion and the braking for it. */
  readonly records: number;
  /** Wall milliseconds in which messages of a group's protocol were under way. */
  readonly groups: number;
}

export const NOTHING_SPENT: Spent = { records: 0, groups: 0 };
export const BUDGET_MS: Spent = { records: 3000, groups: 2500 };
const FLIGHT_TO_THE_EYE_MS = 500;
const LATER_FLIGHT_TO_THE_EYE_MS = 200;
const LONGEST_WAIT_MS = 3500;
/** An event long awaited still gets so much time to come into view. */
const SHORTEST_WAIT_MS = 300;
/** In which the waiting in a rebalance begun by an action is to be over. */
const REBALANCE_MS = 5500;
/** So many messages a wall second still read as flow, and not as noise. */
const FLOW_MESSAGES_PER_WALL_SECOND = 30;
const SLOWEST = 1 / 1000;
const FASTEST = 1000;
/** While records are followed one by one, the quiet between two of them is gone through at most so fast. */
const FASTEST_FOLLOWING = 20;
/** An event worth seeing is not passed at more than this. */
const FASTEST_ARRIVAL = 0.5;
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
  if (slowMotionFor(scene)) return clamp(slow);
  const limit = Math.min(
    braking(
      scene,
      scene.nextWorthSeeingUs,
      hasBudget(scene, 'groups') ? slow : Math.min(flowRate(scene), FASTEST_ARRIVAL),
    ),
    hasBudget(scene, 'records') ? braking(scene, scene.nextFlightUs, slow) : Number.POSITIVE_INFINITY,
  );
  const isFollowing = hasBudget(scene, 'records');
  return clamp(
    Math.min(
      isFollowing && scene.flights === 0 ? limit : stroll(scene),
      limit,
      isFollowing ? FASTEST_FOLLOWING : FASTEST,
    ),
  );
}

/** A flight takes half a second to the eye; less in the later rounds of a rebalance, which look like the first. */
function slowMotionRate({ meanFlightUs, rebalancing, spentMs }: Scene): number {
  const isLater = rebalancing && spentMs.records > REBALANCE_MS - 1000;
  return meanFlightUs / 1000 / (isLater ? LATER_FLIGHT_TO_THE_EYE_MS : FLIGHT_TO_THE_EYE_MS);
}

/** What slow motion is due for, as long as its budget lasts; null: nothing. */
function slowMotionFor(scene: Scene): keyof Spent | null {
  if (scene.groupFlights > 0 && hasBudget(scene, 'groups')) return 'groups';
  return scene.flights > 0 && hasBudget(scene, 'records') ? 'records' : null;
}

export function spend(spent: Spent, scene: Scene, wallMs: number): Spent {
  return { records: spent.records + wallMs, groups: spent.groups + (scene.groupFlights > 0 ? wallMs : 0) };
}

function hasBudget({ spentMs }: Scene, what: keyof Spent): boolean {
  return spentMs[what] < BUDGET_MS[what];
}

/** At this rate messages come by in a number that reads well; where there are none, as fast as may be. */
function flowRate({ messagesPerSecond, nextWorthSeeingUs }: Scene): number {
  if (messagesPerSecond > 0) return FLOW_MESSAGES_PER_WALL_SECOND / messagesPerSecond;
  return isForeseen(nextWorthSeeingUs) ? FASTEST : 1;
}

/** The next event worth seeing is at most so long away. */
function patience(scene: Scene): number {
  const { nowUs, nextWorthSeeingUs, waitedMs } = scene;
  if (!isForeseen(nextWorthSeeingUs)) return 0;
  return (nextWorthSeeingUs - nowUs) / 1000 / Math.max(SHORTEST_WAIT_MS, longestWaitMs(scene) - waitedMs);
}

/** A rebalance is to be over within some ten seconds of the action, however many steps it takes. */
function longestWaitMs({ rebalancing, spentMs }: Scene): number {
  if (!rebalancing) return LONGEST_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, (REBALANCE_MS - spentMs.records) / 3));
}

/** Messages need not be followed one by one any more. */
function stroll(scene: Scene): number {
  return Math.max(slowMotionRate(scene), flowRate(scene), patience(scene));
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
