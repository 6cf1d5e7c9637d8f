/**
 * One run being watched: the simulation, how fast it goes, and what has been gathered for the next frame and
 * digest. The worker's shell calls it; it knows no postMessage, so that tests can drive it by hand.
 */
import { type Micros, NEVER } from '../kernel/brand.ts';
import type { Command, Run, TimedCommand } from '../scenario/scenario.ts';
import {
  act,
  createSimulation,
  nextUs,
  type Simulation,
  type StepResult,
  stepOnce,
  toMicros,
} from '../sim/simulation.ts';
import { stateDigest } from '../sim/state-digest.ts';
import type { DataSources } from '../sim/workload.ts';
import type { Mark, StepTarget } from '../view/codes.ts';
import type { Pace } from '../view/digest.ts';
import type { Selection } from '../view/inspection.ts';
import type { Interest } from '../view/interest.ts';
import type { Structure } from '../view/structure.ts';
import { createFlightLog, type FlightLog, followed, logSends } from './flight-log.ts';
import { foresee } from './foresight.ts';
import { marksOf } from './marks.ts';
import { easeRate, NOTHING_SPENT, type Scene, type Spent, spend, targetRate } from './pace.ts';
import { type Places, placesOf } from './places.ts';
import { createRates, type Rates, rateNotes } from './rates.ts';
import { buildStructure, sameStructure } from './structure-builder.ts';

export interface Session {
  run: Run;
  data: DataSources;
  simulation: Simulation;
  playing: boolean;
  pace: Pace;
  rate: number;
  interest: Interest;
  selection: Selection | null;
  structure: Structure;
  places: Places;
  flights: FlightLog;
  rates: Rates;
  /** Marks since the last digest. */
  marks: Mark[];
  viewedMs: number;
  furthestUs: Micros;
  spentMs: Spent;
  /** The event worth seeing that is awaited, and for how long of wall time. */
  awaitedUs: Micros;
  waitedMs: number;
  /** True until the next frame: time jumped, so nothing is to be eased. */
  jumped: boolean;
  /** Steps taken since the run's beginning, to find the way back. */
  steps: number;
  /** The message at which the last step to a message ended; null: time has gone on since. */
  stepped: number | null;
}

const INTEREST: Interest = { rowFrom: 0, rowTo: 100_000, cells: 60, flights: true };
const START_RATE = 1 / 250;

export function createSession(run: Run, data: DataSources): Session {
  const simulation = createSimulation(run, data);
  const structure = buildStructure(simulation, createRates(), null);
  return {
    run,
    data,
    simulation,
    playing: false,
    pace: { kind: 'paced' },
    rate: START_RATE,
    interest: INTEREST,
    selection: null,
    structure,
    places: placesOf(structure),
    flights: createFlightLog(),
    rates: createRates(),
    marks: [],
    viewedMs: 0,
    furthestUs: 0,
    spentMs: NOTHING_SPENT,
    awaitedUs: NEVER,
    waitedMs: 0,
    jumped: true,
    steps: 0,
    stepped: null,
  };
}

/** What every step leaves for the picture. */
function watch(session: Session, result: StepResult): void {
  session.steps++;
  session.stepped = null;
  logSends(session.flights, session.simulation.cluster, session.places, result.effects.sends);
  rateNotes(session.rates, result.effects.notes);
  session.marks.push(...marksOf(result));
}

const watcher = (session: Session) => (result: StepResult) => watch(session, result);

/** Lets so much wall time go by. Stops early, at an instant's end, once `isOver` says so. */
export function play(session: Session, wallMs: number, isOver: () => boolean): void {
  if (!session.playing) return;
  const scene = sceneOf(session);
  session.rate = easeRate(session.rate, targetRate(session.pace, scene), wallMs);
  session.spentMs = spend(session.spentMs, scene, wallMs);
  session.viewedMs += wallMs;
  advance(session, session.simulation.cluster.nowUs + Math.round(wallMs * 1000 * session.rate), isOver);
}

/** As `advanceTo`, but it may stop at any instant between. */
export function advance(session: Session, untilUs: Micros, isOver: () => boolean): boolean {
  const { simulation } = session;
  let steps = 0;
  while (nextUs(simulation) <= untilUs) {
    // Looking at the clock costs more than many a step.
    if ((++steps & 63) === 0 && nextUs(simulation) > simulation.cluster.nowUs && isOver()) return false;
    watch(session, stepOnce(simulation)!);
  }
  simulation.cluster.nowUs = Math.max(simulation.cluster.nowUs, untilUs);
  return true;
}

function sceneOf(session: Session): Scene {
  const { simulation, flights } = session;
  const { nowUs } = simulation.cluster;
  const { count, groupCount, meanUs, perSecond } = followed(flights, nowUs);
  const { nextFlightUs, nextWorthSeeingUs, rebalancing } = foresee(simulation);
  return {
    nowUs,
    flights: count,
    groupFlights: groupCount,
    meanFlightUs: meanUs,
    messagesPerSecond: perSecond,
    nextFlightUs,
    nextWorthSeeingUs,
    rebalancing,
    waitedMs: waitedFor(session, nextWorthSeeingUs),
    spentMs: session.spentMs,
  };
}

function waitedFor(session: Session, awaitedUs: Micros): number {
  if (session.awaitedUs !== awaitedUs) {
    session.awaitedUs = awaitedUs;
    session.waitedMs = -session.viewedMs;
  }
  return session.viewedMs + session.waitedMs;
}

/** The user acts at the moment shown: what they had done later belongs to another future. */
export function command(session: Session, command: Command): TimedCommand {
  const { simulation } = session;
  const { cluster } = simulation;
  simulation.timed = simulation.timed.filter(({ author }, i) => i < simulation.nextTimed || author !== 'you');
  const action = act(simulation, command, watcher(session));
  const earlier = session.run.actions.filter(({ atMs }) => toMicros(atMs) <= cluster.nowUs);
  session.run = { ...session.run, actions: [...earlier, action] };
  session.spentMs = NOTHING_SPENT;
  return action;
}

/** Steps until the target has happened. Null: not yet, go on; false: nothing of the kind will happen any more. */
export function step(session: Session, target: StepTarget, isOver: () => boolean): boolean | null {
  const { simulation } = session;
  for (let steps = 0; nextUs(simulation) < NEVER; steps++) {
    if ((steps & 63) === 63 && isOver()) return null;
    const result = stepOnce(simulation)!;
    const before = session.marks.length;
    watch(session, result);
    if (isReached(session, target, result, before)) {
      if (result.effects.item?.kind === 'message') session.stepped = result.effects.item.message.id;
      return true;
    }
  }
  return false;
}

function isReached(session: Session, target: StepTarget, result: StepResult, marksBefore: number): boolean {
  if (target === 'message') return isShownMessage(session, result);
  if (target !== 'transaction-committed') return hasMark(session, marksBefore, target);
  return result.effects.notes.some(({ code }) => code === target);
}

/** Whether the step handled a message that has a place in the picture. */
function isShownMessage(session: Session, { effects: { item } }: StepResult): boolean {
  if (item?.kind !== 'message') return false;
  const { from, to } = item.message;
  const { places } = session;
  return [from, to].some((node) => places.producer(node) >= 0 || places.consumer(node) >= 0);
}

function hasMark(session: Session, from: number, kind: StepTarget): boolean {
  return session.marks.slice(from).some((mark) => mark.kind === kind);
}

/**
 * The same run from its beginning, with all that the user did, to travel in while the session stays as it is shown.
 * Its marks are known already.
 */
export function replay(session: Session): Session {
  return {
    ...session,
    simulation: createSimulation(session.run, session.data),
    flights: createFlightLog(),
    rates: createRates(),
    marks: [],
    steps: 0,
  };
}

/** From now on the session shows what was travelled to. */
export function arriveAt(session: Session, { simulation, flights, rates, steps }: Session): void {
  Object.assign(session, { simulation, flights, rates, steps, jumped: true });
}

/** On the way to before the last message that was shown: found by one replay from the start, gone to by another. */
export interface WayBack {
  readonly untilSteps: number;
  /** Null once it has found where the message before the last was handled. */
  scout: Session | null;
  steps: number;
  readonly traveller: Session;
}

export function beginStepBack(session: Session): WayBack {
  return { untilSteps: session.steps, scout: replay(session), steps: 0, traveller: replay(session) };
}

/** True: there, and the session shows it. False: not yet, go on. */
export function goOnBack(session: Session, way: WayBack, isOver: () => boolean): boolean {
  const { scout, traveller } = way;
  if (scout) {
    const arrived = walk(scout, way.untilSteps, isOver, (result) => {
      if (isShownMessage(scout, result) && scout.steps < way.untilSteps) way.steps = scout.steps;
    });
    if (!arrived) return false;
    way.scout = null;
  }
  if (!walk(traveller, way.steps, isOver)) return false;
  arriveAt(session, traveller);
  return true;
}

function walk(
  session: Session,
  untilSteps: number,
  isOver: () => boolean,
  look: (result: StepResult) => void = () => undefined,
): boolean {
  for (let steps = 1; session.steps < untilSteps; steps++) {
    if ((steps & 63) === 0 && isOver()) return false;
    const result = stepOnce(session.simulation)!;
    watch(session, result);
    look(result);
  }
  return true;
}

/** Brings the structure up to date; true if it changed. */
export function refreshStructure(session: Session): boolean {
  const structure = buildStructure(session.simulation, session.rates, session.structure);
  if (sameStructure(structure, session.structure)) return false;
  session.structure = structure;
  session.places = placesOf(structure);
  return true;
}

export function digestOf(session: Session): string {
  return stateDigest(session.simulation);
}
