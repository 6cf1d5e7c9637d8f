/** Whether a producer is idempotent, which its configs decide together (ProducerConfig.postProcessAndValidateIdempotenceConfigs). */
import type { ProducerConfig } from '../../protocol/config/producer-config.ts';

/** The broker keeps that many of a producer's last batches, and can put no more in order. */
const MAX_IN_FLIGHT_FOR_IDEMPOTENCE = 5;

type IdempotenceConfigs = Pick<
  ProducerConfig,
  'acks' | 'enable.idempotence' | 'max.in.flight.requests.per.connection' | 'retries'
>;

/** The config that `enable.idempotence` cannot be on with; null: there is none. */
function conflictWithIdempotence(
  configs: IdempotenceConfigs,
): 'acks' | 'max.in.flight.requests.per.connection' | 'retries' | null {
  if (configs.retries === 0) return 'retries';
  if (acksOf(configs) !== -1) return 'acks';
  if (configs['max.in.flight.requests.per.connection'] > MAX_IN_FLIGHT_FOR_IDEMPOTENCE)
    return 'max.in.flight.requests.per.connection';
  return null;
}

/**
 * Idempotence is on by default, and a conflicting config turns it off without a word, unless it was asked for:
 * then Kafka refuses the configs, and so does whoever reads the scenario.
 */
export function isIdempotent(producer: {
  readonly configs: IdempotenceConfigs;
  readonly explicitIdempotence: boolean;
}): boolean {
  const { configs, explicitIdempotence } = producer;
  return configs['enable.idempotence'] && (explicitIdempotence || conflictWithIdempotence(configs) === null);
}

/** Number of acknowledgements as it stands in a Produce request. */
export function acksOf({ acks }: Pick<ProducerConfig, 'acks'>): -1 | 0 | 1 {
  return acks === '0' ? 0 : acks === '1' ? 1 : -1;
}
