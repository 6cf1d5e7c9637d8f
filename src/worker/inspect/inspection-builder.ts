/** What the inspector shows of a thing: each kind has a file of its own. */
import type { Simulation } from '../../sim/simulation.ts';
import type { Inspection, Selection } from '../../view/inspection.ts';
import type { Structure } from '../../view/structure.ts';
import { inspectBroker, inspectController } from './broker.ts';
import { inspectConsumer } from './consumer.ts';
import { inspectGroup } from './group.ts';
import { inspectPartition } from './partition.ts';
import { inspectProducer } from './producer.ts';
import { inspectTopic } from './topic.ts';

/** Null: it is gone. */
export function inspect(
  simulation: Simulation,
  structure: Structure,
  selection: Selection,
): Inspection | null {
  const found = lookAt(simulation, structure, selection);
  return found && { selection, ...found };
}

function lookAt(
  simulation: Simulation,
  structure: Structure,
  selection: Selection,
): Omit<Inspection, 'selection'> | null {
  switch (selection.kind) {
    case 'partition':
      return inspectPartition(simulation, selection.topic, selection.partition);
    case 'topic':
      return inspectTopic(simulation, selection.name);
    case 'producer':
      return inspectProducer(simulation, selection.name);
    case 'consumer':
      return inspectConsumer(simulation, structure, selection.name);
    case 'group':
      return inspectGroup(simulation, structure, selection.name);
    case 'broker':
      return inspectBroker(simulation, structure, selection.id);
    case 'controller':
      return inspectController(simulation);
  }
}
