/** What React shows beside the stage. */
import type { Digest } from '../view/digest.ts';
import { inspect } from './inspection-builder.ts';
import type { Session } from './session.ts';

/** Takes the marks with it. */
export function buildDigest(session: Session): Digest {
  const { simulation } = session;
  const { nowUs } = simulation.cluster;
  session.furthestUs = Math.max(session.furthestUs, nowUs);
  return {
    timeUs: nowUs,
    rate: session.playing ? session.rate : 0,
    paused: !session.playing,
    pace: session.pace,
    viewedMs: session.viewedMs,
    furthestUs: session.furthestUs,
    ledger: { ...simulation.ledger.counts },
    violations: simulation.violations.length,
    marks: session.marks.splice(0),
    inspection: session.selection ? inspect(simulation, session.structure, session.selection) : null,
    structureVersion: session.structure.version,
  };
}
