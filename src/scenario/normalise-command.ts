/** A command with nothing left out; of a script's, also the time. */
import { ALL_COMMITTED, type DefaultsContext } from './defaults.ts';
import { normaliseOffsetReset } from './normalise-offset-reset.ts';
import {
  normaliseConfig,
  normaliseConfigs,
  normaliseConsumer,
  normaliseProducer,
  normaliseTopic,
  normaliseTransactions,
} from './normalise-parts.ts';
import { normaliseWorkload } from './normalise-workload.ts';
import type { Command, TimedCommand } from './scenario.ts';
import type { CommandDocument, TimedCommandDocument } from './schema-commands.ts';
import { parseTime } from './time.ts';

export function normaliseTimedCommand(
  document: TimedCommandDocument,
  context: DefaultsContext,
): TimedCommand {
  const { at, ...command } = document;
  return { ...normaliseCommand(command, context), atMs: parseTime(at) };
}

export function normaliseCommand(document: CommandDocument, context: DefaultsContext): Command {
  switch (document.do) {
    case 'addBroker':
      return { ...document, configs: normaliseConfigs(document.configs) };
    case 'stopBroker':
      return { ...document, how: document.how ?? 'kill' };
    case 'addTopic':
      return { do: 'addTopic', ...normaliseTopic(document, context) };
    case 'addProducer':
      return { do: 'addProducer', ...normaliseProducer(document) };
    case 'addConsumer':
      return { do: 'addConsumer', ...normaliseConsumer(document) };
    case 'setWorkload':
      return { ...document, workload: normaliseWorkload(document.workload) };
    case 'setTransactions':
      return { ...document, transactions: normaliseTransactions(document.transactions) };
    case 'deleteRecords':
      return { ...document, beforeOffset: document.beforeOffset ?? ALL_COMMITTED };
    case 'resetOffsets':
      return { ...document, to: normaliseOffsetReset(document.to) };
    case 'produce':
      return { ...document, key: document.key ?? null };
    case 'setProcessing': {
      const { processing, ...rest } = document;
      return { ...rest, processingMs: parseTime(processing) };
    }
    case 'setBrokerConfig':
    case 'setTopicConfig':
    case 'setGroupConfig':
    case 'setProducerConfig':
    case 'setConsumerConfig':
      return { ...document, value: normaliseConfig(document.name, document.value) };
    case 'setLink': {
      const { latency, jitter, ...rest } = document;
      return {
        ...rest,
        ...(latency === undefined ? {} : { latencyMs: parseTime(latency) }),
        ...(jitter === undefined ? {} : { jitterMs: parseTime(jitter) }),
      };
    }
    default:
      return document;
  }
}
