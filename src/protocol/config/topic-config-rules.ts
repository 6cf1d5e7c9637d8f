/** What a topic's configs must say together (LogConfig.validateValues), where tiered storage is not set up. */
import type { Configured } from './check-configs.ts';
import { type Refusal, type Rule, refusal } from './refusal.ts';

export const TOPIC_RULES: readonly Rule<Configured>[] = [checkCompactionLags, checkRemoteStorage];

function checkCompactionLags({ values }: Configured): Refusal | null {
  if (Number(values['min.compaction.lag.ms']) <= Number(values['max.compaction.lag.ms'])) return null;
  return refusal(
    'InvalidConfigurationException',
    'min.compaction.lag.ms must not be greater than max.compaction.lag.ms',
  );
}

function checkRemoteStorage({ values }: Configured): Refusal | null {
  if (values['remote.storage.enable'] !== true) return null;
  return refusal('ConfigException', 'Tiered storage functionality is disabled in the broker');
}
