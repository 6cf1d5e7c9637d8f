/**
 * A scenario as the smallest document that means it: what `normalise.ts` would fill in is left out. The two are
 * exact opposites: normalise(denormalise(scenario)) is the scenario again.
 */
import {
  DEFAULT_BROKERS,
  DEFAULT_EPOCH_MS,
  DEFAULT_NETWORK,
  DEFAULT_SEED,
  DEFAULT_TITLE,
  type DefaultsContext,
  defaultReplicationFactor,
  OFFSETS_REPLICATION,
} from './defaults.ts';
import { denormaliseTimedCommand } from './denormalise-command.ts';
import { copied, denormaliseConsumer, denormaliseProducer, denormaliseTopic } from './denormalise-parts.ts';
import { given, unless, unlessEmpty, unlessNone } from './leave-out.ts';
import type { BrokerSpec, ClusterSpec, NetworkSpec, Scenario } from './scenario.ts';
import type { ScenarioDocument } from './schema.ts';
import { formatTime } from './time.ts';

export function denormalise(scenario: Scenario): ScenarioDocument {
  const context = { brokers: scenario.cluster.brokers.length };
  return given<ScenarioDocument>({
    version: 1,
    title: unless(DEFAULT_TITLE, scenario.title),
    description: scenario.description,
    seed: unless(DEFAULT_SEED, scenario.seed),
    openAt: unless(0, formatTime(scenario.openAtMs)),
    cluster: unlessEmpty(denormaliseCluster(scenario.cluster, context)),
    topics: unlessNone(scenario.topics.map((topic) => denormaliseTopic(topic, context))),
    producers: unlessNone(
      scenario.producers.map(({ startAtMs, ...producer }) => ({
        ...denormaliseProducer(producer),
        ...startAt(startAtMs),
      })),
    ),
    consumers: unlessNone(
      scenario.consumers.map(({ startAtMs, ...consumer }) => ({
        ...denormaliseConsumer(consumer),
        ...startAt(startAtMs),
      })),
    ),
    script: unlessNone(scenario.script.map((command) => denormaliseTimedCommand(command, context))),
  });
}

function startAt(ms: number): { startAt?: number | string } {
  return ms === 0 ? {} : { startAt: formatTime(ms) };
}

function denormaliseCluster(
  cluster: ClusterSpec,
  context: DefaultsContext,
): NonNullable<ScenarioDocument['cluster']> {
  const { [OFFSETS_REPLICATION]: offsetsReplication, ...configs } = cluster.configs;
  const ours = offsetsReplication === defaultReplicationFactor(context);
  return given({
    brokers: unless(DEFAULT_BROKERS, denormaliseBrokers(cluster.brokers)),
    configs: copied(ours ? configs : cluster.configs),
    network: unlessEmpty(denormaliseNetwork(cluster.network)),
    epochMs: unless(DEFAULT_EPOCH_MS, cluster.epochMs),
  });
}

function denormaliseBrokers(brokers: readonly BrokerSpec[]) {
  const plain = brokers.every(
    ({ id, configs }, index) => id === index + 1 && Object.keys(configs).length === 0,
  );
  if (plain) return brokers.length;
  return brokers.map(({ id, configs }) => given({ id, configs: copied(configs) }));
}

function denormaliseNetwork(network: NetworkSpec) {
  return given({
    latency: timeUnless(DEFAULT_NETWORK.latencyMs, network.latencyMs),
    jitter: timeUnless(DEFAULT_NETWORK.jitterMs, network.jitterMs),
    megabytesPerSecond: unless(DEFAULT_NETWORK.megabytesPerSecond, network.megabytesPerSecond),
    loss: unless(DEFAULT_NETWORK.loss, network.loss),
  });
}

function timeUnless(byDefault: number, ms: number): number | string | undefined {
  return ms === byDefault ? undefined : formatTime(ms);
}
