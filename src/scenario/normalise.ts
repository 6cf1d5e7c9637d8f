/** A document as written, already valid in shape, with nothing left out: defaults filled in, times in milliseconds. */
import { normaliseTimedCommand } from './normalise-command.ts';
import { brokerCount, normaliseStage } from './normalise-stage.ts';
import type { Scenario, TimedCommand } from './scenario.ts';
import type { ScenarioDocument } from './schema.ts';

export function normalise(document: ScenarioDocument): Scenario {
  const context = { brokers: brokerCount(document) };
  const script = (document.script ?? []).map((command) => normaliseTimedCommand(command, context));
  return { ...normaliseStage(document), script: inOrder(script) };
}

/** By time; at one time, as written. */
function inOrder(script: readonly TimedCommand[]): TimedCommand[] {
  return [...script].sort((a, b) => a.atMs - b.atMs);
}
