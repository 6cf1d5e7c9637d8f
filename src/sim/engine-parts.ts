/**
 * Parts of the engine that only some runs need, and that are brought along before such a run begins: the page
 * loads less for the others. Whether a part is there changes nothing in a run that does not need it.
 */
import {
  areConsumerGroupsInstalled,
  installConsumerGroups,
} from '../engine/coordinator/group/consumer-groups.ts';
import type { Command, Configs, Run } from '../scenario/scenario.ts';

/** Resolves once the run, or what is about to be done in it, has all that it needs. */
export async function bringParts(needing: Run | Command): Promise<void> {
  if (areConsumerGroupsInstalled() || !needsConsumerGroups(needing)) return;
  installConsumerGroups(await import('../engine/coordinator/group/consumer/index.ts'));
}

function needsConsumerGroups(needing: Run | Command): boolean {
  if ('do' in needing) return commandNeedsConsumerGroups(needing);
  const { scenario, actions } = needing;
  return (
    scenario.consumers.some(({ configs }) => speaksConsumerProtocol(configs)) ||
    [...scenario.script, ...actions].some(commandNeedsConsumerGroups)
  );
}

function commandNeedsConsumerGroups(command: Command): boolean {
  if (command.do === 'setConsumerConfig') return command.name === 'group.protocol';
  return command.do === 'addConsumer' && speaksConsumerProtocol(command.configs);
}

/** Kafka takes the protocol's name in any case. */
function speaksConsumerProtocol(configs: Configs): boolean {
  return String(configs['group.protocol'] ?? 'classic').toLowerCase() !== 'classic';
}
