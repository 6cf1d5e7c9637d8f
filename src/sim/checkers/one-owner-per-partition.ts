/** In one generation of a group each partition is assigned to at most one member. Share groups are what have more. */
import type { Checker } from './checkers.ts';

export const oneOwnerPerPartition: Checker = (state, cluster, { notes }) => {
  const findings = [];
  for (const note of notes) {
    if (note.code !== 'partitions-assigned') continue;
    const consumer = cluster.nodes.get(note.consumer);
    if (consumer?.kind === 'consumer' && consumer.share) continue;
    const generation = `${note.group}/${note.generation}`;
    let owners = state.owners.get(generation);
    if (!owners) {
      // Earlier generations can't be assigned any more.
      for (const key of state.owners.keys()) if (key.startsWith(`${note.group}/`)) state.owners.delete(key);
      owners = new Map();
      state.owners.set(generation, owners);
    }
    for (const { topic, partition } of note.partitions) {
      const row = `${topic}-${partition}`;
      const owner = owners.get(row);
      if (owner !== undefined && owner !== note.consumer) {
        findings.push({
          detail: `${row} is assigned to ${owner} and ${note.consumer} in generation ${note.generation} of ${note.group}`,
        });
      }
      owners.set(row, note.consumer);
    }
  }
  return findings;
};
