/**
 * Parts of the engine that only some runs need, and that are brought along before such a run begins: the page
 * loads less for the others. Whether a part is there changes nothing in a run that does not need it.
 */
import { toolApis } from '../engine/broker/tool-apis.ts';
import { stickyAssignment } from '../engine/client/assignors/sticky-assignment.ts';
import { consumerGroups } from '../engine/coordinator/group/consumer-groups.ts';
import type { Part } from '../engine/part.ts';
import { shareGroups } from '../engine/share/share-groups.ts';
import { transactions } from '../engine/transaction/transactions.ts';
import type { Command, Configs, ConsumerSpec, ProducerSpec, Run } from '../scenario/scenario.ts';
import { shareCheckers, transactionRuns } from './checkers/checker-parts.ts';

interface Bringing {
  /** Such a consumer needs it. */
  readonly forConsumer?: (consumer: Pick<ConsumerSpec, 'configs' | 'share' | 'forwards'>) => boolean;
  /** Such a producer needs it. */
  readonly forProducer?: (producer: Pick<ProducerSpec, 'configs'>) => boolean;
  /** To change this config of a client may need it. */
  readonly forConfig?: string;
  readonly forCommands?: readonly Command['do'][];
  isInstalled(): boolean;
  bring(): Promise<void>;
}

const FOR_TRANSACTIONS = {
  forConsumer: ({ forwards }: Pick<ConsumerSpec, 'forwards'>) => forwards !== undefined,
  forProducer: ({ configs }: Pick<ProducerSpec, 'configs'>) => 'transactional.id' in configs,
  forConfig: 'transactional.id',
};

const PARTS: readonly Bringing[] = [
  {
    // Share groups have much in common with them.
    forConsumer: ({ configs, share }) => share !== undefined || speaksConsumerProtocol(configs),
    forConfig: 'group.protocol',
    // Its tool asks of any group whether it is one of these.
    forCommands: ['resetOffsets'],
    ...from(consumerGroups, () => import('../engine/coordinator/group/consumer/index.ts')),
  },
  {
    // At the default a group agrees on `range`.
    forConsumer: ({ configs }) => 'partition.assignment.strategy' in configs,
    forConfig: 'partition.assignment.strategy',
    ...from(stickyAssignment, () => import('../engine/client/assignors/abstract-sticky-assignor.ts')),
  },
  {
    forCommands: ['deleteRecords', 'reassignPartitions', 'resetOffsets', 'setGroupConfig'],
    ...from(toolApis, () => import('../engine/broker/tools/index.ts')),
  },
  {
    forConsumer: ({ share }) => share !== undefined,
    ...from(shareGroups, () => import('../engine/share/index.ts')),
  },
  {
    forConsumer: ({ share }) => share !== undefined,
    ...from(shareCheckers, () => import('./checkers/accepted-stay-done.ts')),
  },
  {
    ...FOR_TRANSACTIONS,
    ...from(transactions, () => import('../engine/transaction/index.ts')),
  },
  {
    ...FOR_TRANSACTIONS,
    ...from(transactionRuns, () => import('./transaction-runs.ts')),
  },
];

/** Resolves once the run, or what is about to be done in it, has all that it needs. */
export async function bringParts(needing: Run | Command): Promise<void> {
  const missing = PARTS.filter((part) => !part.isInstalled() && isNeeded(part, needing));
  await Promise.all(missing.map((part) => part.bring()));
}

function from<Rules>(part: Part<Rules>, load: () => Promise<Rules>): Pick<Bringing, 'isInstalled' | 'bring'> {
  return { isInstalled: part.isInstalled, bring: async () => part.install(await load()) };
}

function isNeeded(part: Bringing, needing: Run | Command): boolean {
  if ('do' in needing) return isNeededToAct(part, needing);
  const { scenario, actions } = needing;
  return (
    scenario.consumers.some((consumer) => part.forConsumer?.(consumer)) ||
    scenario.producers.some((producer) => part.forProducer?.(producer)) ||
    [...scenario.script, ...actions].some((command) => isNeededToAct(part, command))
  );
}

function isNeededToAct(part: Bringing, command: Command): boolean {
  if (part.forCommands?.includes(command.do)) return true;
  switch (command.do) {
    case 'setConsumerConfig':
    case 'setProducerConfig':
      return command.name === part.forConfig;
    case 'addConsumer':
      return part.forConsumer?.(command) ?? false;
    case 'addProducer':
      return part.forProducer?.(command) ?? false;
    default:
      return false;
  }
}

/** Kafka takes the protocol's name in any case. */
function speaksConsumerProtocol(configs: Configs): boolean {
  return String(configs['group.protocol'] ?? 'classic').toLowerCase() !== 'classic';
}
