/**
 * A run under way: the world, its script, the applications that write, and what watches them. The same run
 * gives the same trace at any pace and by step, in a worker and in Node.
 *
 * At one instant the order is: what the world has due, records handed to send(), the script, the user's hands.
 */
import { type Cluster, createCluster } from '../engine/cluster.ts';
import type { Ctx } from '../engine/ctx.ts';
import type { NodeId } from '../engine/node.ts';
import { closeStep, type Effects, nextDueUs, openStep, takeNext } from '../engine/step.ts';
import { type Micros, NEVER } from '../kernel/brand.ts';
import type { Command, Configs, Run, TimedCommand } from '../scenario/scenario.ts';
import {
  type Applications,
  createApplications,
  nextSendUs,
  resumeUnblocked,
  sendDue,
} from './applications.ts';
import { bootCluster } from './boot.ts';
import { transactionRuns } from './checkers/checker-parts.ts';
import { type CheckerState, createCheckerState } from './checkers/checker-state.ts';
import { runCheckers, type Violation } from './checkers/checkers.ts';
import { applyCommand } from './commands.ts';
import type { ConsumerPlan } from './consumer-commands.ts';
import { createLedger, type Ledger, type LedgerFinding, record } from './ledger.ts';
import { nextRestart, type Restart, restart } from './restarts.ts';
import { subscribedGroups } from './subscriptions.ts';
import type { DataSources } from './workload.ts';

/** setup: the clients that the scenario begins with. */
export type CommandAuthor = 'setup' | 'script' | 'you';

export interface Simulation {
  readonly run: Run;
  readonly data: DataSources;
  cluster: Cluster;
  applications: Applications;
  /** Clients' starts, the script and then the user's actions, by time; `nextTimed` is the first not yet done. */
  timed: (TimedCommand & { readonly author: CommandAuthor })[];
  nextTimed: number;
  /** What follows once a process has ended, see restarts.ts. */
  restarts: Map<NodeId, Restart>;
  /** Configs given to each producer, as they were given. */
  given: Map<string, Configs>;
  /** What each consumer is to be, those on the bench among them. */
  consumers: Map<string, ConsumerPlan>;
  ledger: Ledger;
  checkers: CheckerState;
  violations: Violation[];
}

/** What one step of a run did, for whoever watches. */
export interface StepResult {
  readonly effects: Effects;
  readonly findings: readonly LedgerFinding[];
  /** The command that was carried out, if that was the step. */
  readonly command: { readonly command: Command; readonly author: CommandAuthor } | null;
}

export type Watcher = (result: StepResult) => void;

export function createSimulation(run: Run, data: DataSources = new Map()): Simulation {
  const { scenario } = run;
  const { network } = scenario.cluster;
  const cluster = createCluster(run.seed, scenario.cluster.epochMs, {
    latencyUs: toMicros(network.latencyMs),
    jitterUs: toMicros(network.jitterMs),
    bytesPerSecond: Math.max(1, Math.round(network.megabytesPerSecond * 1_000_000)),
    lossPerMillion: Math.round(network.loss * 1_000_000),
    cut: false,
  });
  const simulation: Simulation = {
    run,
    data,
    cluster,
    applications: createApplications(run.seed),
    timed: timedCommands(run),
    nextTimed: 0,
    restarts: new Map(),
    given: new Map(),
    consumers: new Map(),
    ledger: createLedger(),
    checkers: createCheckerState(),
    violations: [],
  };
  bootCluster(openStep(cluster), scenario);
  return simulation;
}

/** Simulated milliseconds as the engine's whole microseconds. */
export function toMicros(ms: number): Micros {
  return Math.round(ms * 1000);
}

function timedCommands(run: Run): Simulation['timed'] {
  const { producers, consumers, script } = run.scenario;
  const starts: TimedCommand[] = [
    ...producers.map(({ startAtMs, ...spec }) => ({ do: 'addProducer' as const, ...spec, atMs: startAtMs })),
    ...consumers.map(({ startAtMs, ...spec }) => ({ do: 'addConsumer' as const, ...spec, atMs: startAtMs })),
  ];
  const timed = [
    ...starts.map((command) => ({ ...command, author: 'setup' as const })),
    ...script.map((command) => ({ ...command, author: 'script' as const })),
    ...run.actions.map((command) => ({ ...command, author: 'you' as const })),
  ];
  // Stable: at one time, starts come before the script and the script before the user.
  return timed.sort((a, b) => a.atMs - b.atMs);
}

function nextTimedUs(simulation: Simulation): Micros {
  const next = simulation.timed[simulation.nextTimed];
  return next ? toMicros(next.atMs) : NEVER;
}

/** When the next thing of whatever kind is due; NEVER: nothing will happen any more by itself. */
export function nextUs(simulation: Simulation): Micros {
  if (nextRestart(simulation) !== undefined) return simulation.cluster.nowUs;
  return Math.min(nextDueUs(simulation.cluster) ?? NEVER, nextSendUs(simulation), nextTimedUs(simulation));
}

/** Handles the earliest thing that is due. Null: there is none. */
export function stepOnce(simulation: Simulation): StepResult | null {
  const { cluster } = simulation;
  const ended = nextRestart(simulation);
  if (ended !== undefined) {
    return watch(
      simulation,
      inStep(cluster, cluster.nowUs, (ctx) => restart(ctx, simulation, ended)),
      null,
    );
  }
  const engineUs = nextDueUs(cluster) ?? NEVER;
  const sendUs = nextSendUs(simulation);
  const timedUs = nextTimedUs(simulation);
  if (engineUs <= sendUs && engineUs <= timedUs) {
    const effects = engineUs === NEVER ? null : takeNext(cluster);
    return effects && watch(simulation, effects, null);
  }
  if (sendUs <= timedUs) {
    return watch(
      simulation,
      inStep(cluster, sendUs, (ctx) => sendDue(ctx, simulation)),
      null,
    );
  }
  const { author, atMs, ...command } = simulation.timed[simulation.nextTimed++]!;
  const effects = inStep(cluster, timedUs, (ctx) => applyCommand(ctx, simulation, command));
  return watch(simulation, effects, { command, author });
}

/** Brings the run to the moment after all that is due at or before `untilUs`. */
export function advanceTo(simulation: Simulation, untilUs: Micros, watcher?: Watcher): void {
  while (nextUs(simulation) <= untilUs) {
    const result = stepOnce(simulation)!;
    watcher?.(result);
  }
  simulation.cluster.nowUs = Math.max(simulation.cluster.nowUs, untilUs);
}

/**
 * The user acts now: whatever is still due at this instant comes first, so that a replay finds the same order.
 * Returns the action with its time.
 */
export function act(simulation: Simulation, command: Command, watcher?: Watcher): TimedCommand {
  const { cluster } = simulation;
  advanceTo(simulation, cluster.nowUs, watcher);
  const action = { ...command, atMs: cluster.nowUs / 1000 } as TimedCommand;
  simulation.timed.splice(simulation.nextTimed, 0, { ...action, author: 'you' });
  const result = stepOnce(simulation)!;
  watcher?.(result);
  return action;
}

function inStep(cluster: Cluster, atUs: Micros, rule: (ctx: Ctx) => void): Effects {
  cluster.nowUs = Math.max(cluster.nowUs, atUs);
  const ctx = openStep(cluster);
  rule(ctx);
  return closeStep(ctx, null);
}

function watch(simulation: Simulation, effects: Effects, command: StepResult['command']): StepResult {
  if (simulation.applications.blocked.length > 0) resumeUnblocked(simulation);
  if (transactionRuns.isInstalled()) transactionRuns.rules().followForwarders(simulation, effects);
  const findings = record(simulation.ledger, simulation.cluster, effects, (topic) =>
    subscribedGroups(simulation.cluster, topic),
  );
  simulation.violations.push(...runCheckers(simulation.checkers, simulation.cluster, effects));
  return { effects, findings, command };
}
