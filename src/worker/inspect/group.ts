import { configResourceKey } from '../../engine/controller/metadata-image.ts';
import type { ConfigValue } from '../../protocol/config/config-def.ts';
import {
  CONSUMER_GROUP_CONFIGS,
  groupConfigSynonym,
  SHARE_GROUP_CONFIGS,
} from '../../protocol/config/group-config.ts';
import { RESOURCE_GROUP } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { committedOf, groupsOf } from '../../sim/groups.ts';
import { brokerOf } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { readableEnd } from '../../sim/subscriptions.ts';
import type { ConfigLine, Explanation, Inspection } from '../../view/inspection.ts';
import type { GroupCard, Structure } from '../../view/structure.ts';
import { shownLog } from '../rows-frame.ts';
import { because, configLines, fact } from './lines.ts';
import { shareGroupExplanation, shareGroupFacts } from './share.ts';

export function inspectGroup(
  simulation: Simulation,
  structure: Structure,
  id: string,
): Omit<Inspection, 'selection'> | null {
  const card = structure.groups.find((group) => group.id === id);
  if (!card) return null;
  const idle = card.members.filter((index) => structure.consumers[index]!.idle === 'no-partition').length;
  const lag = lagOf(simulation, structure, card);
  return {
    explanations:
      card.phase === 'coordinator-away'
        ? [because('group-coordinator', { coordinator: -1 })]
        : [
            standing(card),
            idle > 0
              ? because('group-idle-members', { idle, members: card.memberCount })
              : card.isShare
                ? shareGroupExplanation(simulation, id, lag)
                : because('group-lag', { lag, readCommitted: Number(card.readCommitted) }),
            because('group-coordinator', { coordinator: card.coordinator }),
          ],
    facts: [
      fact('state', card.state),
      fact(card.countedIn === 'epoch' ? 'group-epoch' : 'generation', card.generation),
      fact('assignor', card.assignor),
      fact('coordinator', card.coordinator),
      fact('members', card.memberCount),
      fact('lag', lag),
      ...(card.isShare ? shareGroupFacts(simulation, id) : []),
    ],
    configs: configsOf(simulation, id),
  };
}

const CONFIGS_OF = { consumer: CONSUMER_GROUP_CONFIGS, share: SHARE_GROUP_CONFIGS };

/** A group's own; a classic one's members say for themselves. */
function configsOf({ cluster }: Simulation, id: string): ConfigLine[] {
  const at = groupsOf(cluster).find(({ group }) => group.groupId === id);
  const broker = at && at.group.type !== 'classic' ? brokerOf(cluster, at.coordinator) : undefined;
  if (!at || at.group.type === 'classic' || !broker) return [];
  const defs = CONFIGS_OF[at.group.type];
  const own = broker.disk.image.configs.get(configResourceKey(RESOURCE_GROUP, id));
  const configs = broker.configs as Readonly<Record<string, ConfigValue>>;
  const values = Object.entries(defs).map(([name, { default: byDefault }]) => {
    const synonym = groupConfigSynonym(name);
    return [name, own?.get(name) ?? (synonym === undefined ? byDefault : configs[synonym]!)] as const;
  });
  return configLines(defs, Object.fromEntries(values), 'group', () => 'now');
}

function standing({ phase, memberCount, generation, mode, isShare, countedIn }: GroupCard): Explanation {
  const params = { members: memberCount, generation, countedIn, mode, phase };
  if (phase === 'stable') return because(isShare ? 'group-shares' : 'group-stable', params);
  return because(phase === 'empty' ? 'group-empty' : 'group-rebalancing', params);
}

function lagOf(simulation: Simulation, structure: Structure, card: GroupCard): number {
  const at = groupsOf(simulation.cluster).find(({ group }) => group.groupId === card.id);
  const committed = at ? committedOf(simulation.cluster, at) : new Map<string, number>();
  let lag = 0;
  for (const index of card.topics) {
    const { name, partitions } = structure.topics[index]!;
    for (let partition = 0; partition < partitions; partition++) {
      const log = shownLog(simulation, name, partition);
      if (log)
        lag +=
          readableEnd(log, card.readCommitted) -
          (committed.get(`${name}-${partition}`) ?? log.logStartOffset);
    }
  }
  return lag;
}
