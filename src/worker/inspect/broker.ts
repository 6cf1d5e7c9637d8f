import { brokerConfigOf } from '../../engine/controller/effective-config.ts';
import { BROKER_CONFIGS } from '../../protocol/config/broker-config.ts';
import type { ConfigDefs } from '../../protocol/config/config-def.ts';
import { brokerOf, brokersOf, controllerOf } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Explanation, Inspection } from '../../view/inspection.ts';
import type { BrokerCard, Structure } from '../../view/structure.ts';
import { because, configLines, fact } from './lines.ts';
import { brokerTransactionFacts } from './transactions.ts';

const DEFS: ConfigDefs = BROKER_CONFIGS;

export function inspectBroker(
  simulation: Simulation,
  structure: Structure,
  id: number,
): Omit<Inspection, 'selection'> | null {
  const broker = brokerOf(simulation.cluster, id);
  const card = structure.brokers.find((known) => known.id === id);
  if (!broker || !card) return null;
  const { image, configs } = controllerOf(simulation.cluster);
  return {
    explanations: [
      standing(card),
      because('broker-coordinates', { groups: card.coordinates.join(', '), count: card.coordinates.length }),
      because('broker-offsets-topic', {
        replicationFactor: configs['offsets.topic.replication.factor'],
        brokers: brokersOf(simulation.cluster).length,
      }),
    ],
    facts: [
      fact('state', card.state),
      fact('leads', card.leaderCount),
      fact('follows', card.replicaCount - card.leaderCount),
      fact('broker-epoch', broker.lifecycle.brokerEpoch),
      ...brokerTransactionFacts(simulation, id),
      fact('offsets-replication', configs['offsets.topic.replication.factor']),
      fact(
        'next-retention-check',
        Math.max(
          0,
          Math.round((broker.replicaManager.retentionCheckDueUs - simulation.cluster.nowUs) / 1000),
        ),
      ),
    ],
    configs: configLines(DEFS, brokerConfigOf(image, broker.configs, id), 'broker', (name) =>
      DEFS[name]!.updateMode === 'cluster-wide' ? 'now' : 'restarts-broker',
    ),
  };
}

function standing({ state, leaderCount, replicaCount, replicas }: BrokerCard): Explanation {
  const behind = replicas.filter(({ inSync }) => !inSync).length;
  const params = { leads: leaderCount, replicas: replicaCount, behind };
  if (state === 'stopped' || state === 'frozen') return because('broker-stopped', { ...params, state });
  return because(behind > 0 ? 'broker-catching-up' : 'broker-leads', params);
}

export function inspectController(simulation: Simulation): Omit<Inspection, 'selection'> {
  const controller = controllerOf(simulation.cluster);
  return {
    explanations: [],
    facts: [fact('state', controller.process), fact('leads', controller.log.endOffset)],
    configs: [],
  };
}
