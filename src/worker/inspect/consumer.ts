import type { ConsumerNode } from '../../engine/client/consumer.ts';
import { type ConsumerDescription, describeConsumer } from '../../engine/client/describe-consumer.ts';
import { compareStrings, type TopicPartition } from '../../engine/client/topic-partition.ts';
import { lastStableOffset } from '../../engine/log/high-watermark.ts';
import { type ConfigValue, withDefaults } from '../../protocol/config/config-def.ts';
import { CONSUMER_CONFIGS, type ConsumerConfig } from '../../protocol/config/consumer-config.ts';
import {
  NOT_FOR_SHARE_CONSUMERS,
  ONLY_FOR_SHARE_CONSUMERS,
} from '../../protocol/config/share-consumer-configs.ts';
import { INVALID_SESSION_ID } from '../../protocol/messages/01-fetch.ts';
import { forwarderName } from '../../scenario/forwarder-name.ts';
import type { ConsumerPlan } from '../../sim/consumer-commands.ts';
import { findConsumer } from '../../sim/named.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Explanation, Inspection } from '../../view/inspection.ts';
import type { ConsumerCard, Structure } from '../../view/structure.ts';
import { shownLog } from '../rows-frame.ts';
import { because, configLines, fact } from './lines.ts';
import { acquiredByMember } from './share.ts';

export function inspectConsumer(
  simulation: Simulation,
  structure: Structure,
  name: string,
): Omit<Inspection, 'selection'> | null {
  const card = structure.consumers.find((consumer) => consumer.name === name);
  const plan = simulation.consumers.get(name);
  if (!card || !plan) return null;
  const consumer = findConsumer(simulation.cluster, name);
  const described = consumer && consumer.process !== 'stopped' ? describeConsumer(consumer) : null;
  const share = described && consumer?.share;
  const owned = described?.partitions.toSorted(byName) ?? [];
  const { nowUs } = simulation.cluster;
  const values =
    consumer?.configs ?? withDefaults(CONSUMER_CONFIGS, plan.configs as Record<string, ConfigValue>);
  const readCommitted = values['isolation.level'] === 'read_committed' && !plan.share;
  const heldBack = readCommitted ? owned.reduce((sum, each) => sum + heldBackIn(simulation, each), 0) : 0;
  const lag = owned.reduce((n, of) => n + lagIn(simulation, of, readCommitted), 0);
  return {
    explanations: [
      standing(card, described?.partitions.length ?? 0, structure),
      ...(described && card.owned.length > 0 && !share ? [keepingUp(card, lag, heldBack)] : []),
      ...(readCommitted ? [because('consumer-read-committed', { heldBack })] : []),
      ...(described && plan.group !== null ? [saysWhatIsDone(plan, values)] : []),
      ...(described && consumer ? remembered(consumer) : []),
    ],
    facts: [
      fact('state', described?.state ?? 'stopped'),
      ...(plan.pattern === undefined ? [] : [fact('pattern', plan.pattern)]),
      fact('owned', owned.map(({ topic, partition }) => `${topic}-${partition}`).join(', ')),
      ...(share
        ? [
            fact('acquired', acquiredByMember(simulation, plan.group ?? '', described?.memberId ?? '')),
            fact('acknowledgements-failed', share.failedAcknowledgements),
          ]
        : [
            fact('position', owned.map(({ position }) => position).join(', ')),
            fact('committed', owned.map(({ committed }) => committed).join(', ')),
            fact('reads-from', owned.map(({ readsFrom }) => readsFrom).join(', ')),
            fact('position-lag', lag),
          ]),
      ...(readCommitted ? [fact('left-out', described?.leftOut ?? 0)] : []),
      fact('processing-time', plan.processingMs),
      ...(described ? timers(described, nowUs) : []),
      fact('member-id', described?.memberId ?? ''),
    ],
    configs: configLines(CONSUMER_CONFIGS, values, 'consumer', () => 'restarts-client').filter(
      ({ name }) => !(plan.share ? NOT_FOR_SHARE_CONSUMERS : ONLY_FOR_SHARE_CONSUMERS).includes(name),
    ),
  };
}

function saysWhatIsDone(
  { name, commit, share, forwards }: ConsumerPlan,
  values: ConsumerConfig,
): Explanation {
  if (forwards) {
    const { topic, transactionalId = '' } = forwards;
    return because('consumer-forwards', { topic, producer: forwarderName(name, topic), transactionalId });
  }
  if (!share) return because('consumer-commits', { commit, intervalMs: values['auto.commit.interval.ms'] });
  const { rejectEvery = 0, releaseEvery = 0 } = share;
  return because('consumer-acknowledges', {
    mode: values['share.acknowledgement.mode'],
    rejectEvery,
    releaseEvery,
  });
}

/** What brokers remember for it, so that its fetches need not say it again. */
function remembered({ fetchSessions }: ConsumerNode): Explanation[] {
  const sessions = [...fetchSessions].filter(([, { sessionId }]) => sessionId !== INVALID_SESSION_ID);
  if (sessions.length === 0) return [];
  const brokers = sessions.map(([broker]) => broker).sort((a, b) => a - b);
  const partitions = sessions.reduce((sum, [, { sessionPartitions }]) => sum + sessionPartitions.size, 0);
  return [
    because('consumer-fetch-sessions', { brokers: brokers.join(', '), count: brokers.length, partitions }),
  ];
}

/** From its position to the end that it knows of; under read_committed no further than the LSO. */
function lagIn(
  simulation: Simulation,
  { topic, partition, position, highWatermark }: ConsumerDescription['partitions'][number],
  readCommitted: boolean,
): number {
  if (position < 0 || highWatermark < 0) return 0;
  const log = readCommitted ? shownLog(simulation, topic, partition) : undefined;
  return Math.max(0, (log ? lastStableOffset(log) : highWatermark) - position);
}

/** Records that it would read, were it not for transactions that are open. */
function heldBackIn(simulation: Simulation, { topic, partition }: TopicPartition): number {
  const log = shownLog(simulation, topic, partition);
  return log ? log.highWatermark - lastStableOffset(log) : 0;
}

function byName(a: TopicPartition, b: TopicPartition): number {
  return compareStrings(a.topic, b.topic) || a.partition - b.partition;
}

function timers({ heartbeat, pollDeadlineUs }: ReturnType<typeof describeConsumer>, nowUs: number) {
  return [
    ...(heartbeat.sessionExpiresUs >= 0
      ? [fact('session-left', Math.round((heartbeat.sessionExpiresUs - nowUs) / 1000))]
      : []),
    ...(pollDeadlineUs >= 0 ? [fact('poll-interval-left', Math.round((pollDeadlineUs - nowUs) / 1000))] : []),
  ];
}

function standing(card: ConsumerCard, owned: number, structure: Structure): Explanation {
  if (card.idle === 'bench') return because('consumer-bench');
  const params = { consumer: card.name, group: card.group ?? '', owned };
  if (card.membership === 'joining' || card.membership === 'syncing')
    return because('consumer-rejoining', params);
  const group = structure.groups.find(({ id }) => id === card.group);
  if (owned > 0) return because(group?.isShare ? 'consumer-shares' : 'consumer-owns', params);
  const partitions = group?.topics.reduce((n, topic) => n + structure.topics[topic]!.partitions, 0) ?? 0;
  return because('consumer-idle', {
    ...params,
    reason: card.idle ?? '',
    members: group?.memberCount ?? 0,
    partitions,
  });
}

function keepingUp(card: ConsumerCard, lag: number, heldBack: number): Explanation {
  return because(lag > 20 ? 'consumer-lagging' : 'consumer-keeps-up', {
    lag,
    heldBack,
    processingMs: card.processingMs,
    perSecond: card.recordsPerSecond,
  });
}
