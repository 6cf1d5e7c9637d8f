/** A short fingerprint of where a run stands: equal digests, equal logs, groups and counts. */

import type { Simulation } from './simulation.ts';
import { stateDocument } from './state-document.ts';

/** Eight hexadecimal digits of FNV-1a over the state document. */
export function stateDigest(simulation: Simulation): string {
  const text = JSON.stringify(stateDocument(simulation));
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
