/** What React shows beside the stage. */
import type { Digest } from '../view/digest.ts';
import type { inspect } from './inspect/inspection-builder.ts';
import type { Session } from './session.ts';

/** Takes the marks with it. `look`: what inspects the selected thing; null until it has been loaded. */
export function buildDigest(session: Session, look: typeof inspect | null): Digest {
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
    inspection: look && session.selection ? look(simulation, session.structure, session.selection) : null,
    structureVersion: session.structure.version,
  };
}
