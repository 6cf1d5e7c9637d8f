import { type CheckedScope, refusedConfigs } from '../../protocol/config/check-configs.ts';
import { groupConfigSynonym } from '../../protocol/config/group-config.ts';
import { type KafkaConfigScope, kafkaConfig } from '../../protocol/config/kafka-configs.ts';
import { topicConfigSynonyms } from '../../protocol/config/server-topic-config-synonyms.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface DefCase {
  readonly kind: 'def';
  readonly scope: KafkaConfigScope;
  readonly name: string;
}

interface AcceptCase {
  readonly kind: 'accept';
  readonly scope: CheckedScope;
  readonly config: Readonly<Record<string, string>>;
  readonly accepted: boolean;
  /** The exception's simple class name. */
  readonly exception?: string;
}

/** Kafka's configuration definitions, and which configs it takes. */
export const checkConfigDefs = checkEachCase<DefCase | AcceptCase>((vectorCase) =>
  vectorCase.kind === 'def' ? checkDef(vectorCase) : checkAccept(vectorCase),
);

function checkDef({ kind, scope, name, ...expected }: DefCase): Mismatch | null {
  const config = kafkaConfig(scope, name);
  if (!config) return { step: null, expected, got: null };
  const brokerSynonyms = scope === 'topic' ? topicConfigSynonyms(name) : [];
  const brokerName = scope === 'group' ? groupConfigSynonym(name) : brokerSynonyms[0];
  const got = {
    type: config.type,
    default: config.isRequired ? undefined : config.default,
    validValues: config.validValues?.text ?? null,
    importance: config.importance,
    ...(config.isRequired && { required: true }),
    ...(config.isInternal && { internal: true }),
    ...(config.updateMode && { updateMode: config.updateMode }),
    ...(brokerSynonyms.length > 0 && { brokerSynonyms }),
    ...(brokerName && { brokerName }),
  };
  return firstDifference(expected, got);
}

/** What each kind of thing is configured with before the case's configs are added. */
const BASE: Partial<Record<CheckedScope, Readonly<Record<string, string>>>> = {
  broker: {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': '1@localhost:9093',
    listeners: 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
    'controller.listener.names': 'CONTROLLER',
  },
  producer: {
    'bootstrap.servers': 'localhost:9092',
    'key.serializer': 'org.apache.kafka.common.serialization.StringSerializer',
    'value.serializer': 'org.apache.kafka.common.serialization.StringSerializer',
  },
  consumer: {
    'bootstrap.servers': 'localhost:9092',
    'key.deserializer': 'org.apache.kafka.common.serialization.StringDeserializer',
    'value.deserializer': 'org.apache.kafka.common.serialization.StringDeserializer',
  },
};

function checkAccept({ scope, config, accepted, exception }: AcceptCase): Mismatch | null {
  const refused = refusedConfigs(scope, new Map(Object.entries({ ...BASE[scope], ...config })));
  const got = { accepted: refused === null, exception: refused?.exception };
  return firstDifference({ accepted, exception }, got);
}
