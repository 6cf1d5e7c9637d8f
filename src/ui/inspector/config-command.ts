import type { Command, ConfigInput } from '../../scenario/scenario.ts';
import type { Selection } from '../../view/inspection.ts';

/** Sets a config of the thing selected; null: it has none of its own. */
export function configCommand(selection: Selection, name: string, value: ConfigInput): Command | null {
  switch (selection.kind) {
    case 'topic':
      return { do: 'setTopicConfig', topic: selection.name, name, value };
    case 'partition':
      return { do: 'setTopicConfig', topic: selection.topic, name, value };
    case 'broker':
      return { do: 'setBrokerConfig', broker: selection.id, name, value };
    case 'group':
      return { do: 'setGroupConfig', group: selection.name, name, value };
    case 'producer':
      return { do: 'setProducerConfig', producer: selection.name, name, value };
    case 'consumer':
      return { do: 'setConsumerConfig', consumer: selection.name, name, value };
    default:
      return null;
  }
}
