/** A command without what goes without saying, as a person would write it. */
import { ALL_COMMITTED, type DefaultsContext } from './defaults.ts';
import { denormaliseOffsetReset } from './denormalise-offset-reset.ts';
import {
  copied,
  denormaliseConsumer,
  denormaliseProducer,
  denormaliseTopic,
  denormaliseTransactions,
  denormaliseWorkload,
} from './denormalise-parts.ts';
import { given, unless } from './leave-out.ts';
import type { Command, TimedCommand } from './scenario.ts';
import type { CommandDocument, TimedCommandDocument } from './schema-commands.ts';
import { formatTime } from './time.ts';

export function denormaliseTimedCommand(
  command: TimedCommand,
  context: DefaultsContext,
): TimedCommandDocument {
  const { atMs, ...rest } = command;
  return { at: formatTime(atMs), ...denormaliseCommand(rest, context) };
}

export function denormaliseCommand(command: Command, context: DefaultsContext): CommandDocument {
  return given<CommandDocument>(shortened(command, context));
}

function shortened(command: Command, context: DefaultsContext): CommandDocument {
  switch (command.do) {
    case 'addBroker':
      return { ...command, configs: copied(command.configs ?? {}) };
    case 'stopBroker':
      return { ...command, how: unless('kill', command.how) };
    case 'addTopic':
      return { do: 'addTopic', ...denormaliseTopic(command, context) };
    case 'addProducer':
      return { do: 'addProducer', ...denormaliseProducer(command) };
    case 'addConsumer':
      return { do: 'addConsumer', ...denormaliseConsumer(command) };
    case 'setWorkload':
      return { ...command, workload: denormaliseWorkload(command.workload) };
    case 'setTransactions':
      return { ...command, transactions: denormaliseTransactions(command.transactions) };
    case 'deleteRecords':
      return { ...command, beforeOffset: unless(ALL_COMMITTED, command.beforeOffset) };
    case 'resetOffsets': {
      const topics = command.topics?.map(({ topic, partitions }) => ({
        topic,
        ...(partitions ? { partitions: [...partitions] } : {}),
      }));
      return { ...command, to: denormaliseOffsetReset(command.to), topics };
    }
    case 'reassignPartitions':
      return { ...command, replicas: command.replicas && [...command.replicas] };
    case 'produce':
      return { ...command, key: unless(null, command.key) };
    case 'moveConsumer':
      return { ...command, topics: command.topics && [...command.topics] };
    case 'setProcessing': {
      const { processingMs, ...rest } = command;
      return { ...rest, processing: formatTime(processingMs) };
    }
    case 'setBrokerConfig':
    case 'setTopicConfig':
    case 'setGroupConfig':
    case 'setProducerConfig':
    case 'setConsumerConfig':
      return { ...command, value: copied({ value: command.value })?.value ?? null };
    case 'setLink': {
      const { latencyMs, jitterMs, ...rest } = command;
      return {
        ...rest,
        latency: latencyMs === undefined ? undefined : formatTime(latencyMs),
        jitter: jitterMs === undefined ? undefined : formatTime(jitterMs),
      };
    }
    default:
      return command;
  }
}
