/** What a script and the user's hands can do, as a person writes it: `do` names the command. */
import * as v from 'valibot';
import { OffsetResetSchema, TopicScopeSchema } from './schema-offset-reset.ts';
import { consumerEntries, producerEntries, TransactionsSchema, topicEntries } from './schema-parts.ts';
import {
  BeforeOffsetSchema,
  BrokerIdSchema,
  ConfigInputSchema,
  ConfigsSchema,
  NameSchema,
  PartitionSchema,
  PartitionsSchema,
  ReplicasSchema,
  ShareSchema,
  SpeedOfLinkSchema,
  TimeSchema,
  TopicNameSchema,
} from './schema-values.ts';
import { WorkloadSchema } from './schema-workload.ts';

/** The parameters of each command, beside `do` and `at`. */
const parameters = {
  addBroker: { broker: BrokerIdSchema, configs: v.optional(ConfigsSchema) },
  stopBroker: { broker: BrokerIdSchema, how: v.optional(v.picklist(['kill', 'shutdown'])) },
  startBroker: { broker: BrokerIdSchema },
  removeBroker: { broker: BrokerIdSchema },
  freezeBroker: { broker: BrokerIdSchema },
  thawBroker: { broker: BrokerIdSchema },
  setBrokerConfig: { broker: BrokerIdSchema, name: v.string(), value: ConfigInputSchema },
  addTopic: topicEntries,
  deleteTopic: { topic: TopicNameSchema },
  setPartitions: { topic: TopicNameSchema, partitions: PartitionsSchema },
  setTopicConfig: { topic: TopicNameSchema, name: v.string(), value: ConfigInputSchema },
  setGroupConfig: { group: NameSchema, name: v.string(), value: ConfigInputSchema },
  deleteRecords: {
    topic: TopicNameSchema,
    partition: PartitionSchema,
    beforeOffset: v.optional(BeforeOffsetSchema),
  },
  resetOffsets: { group: NameSchema, to: OffsetResetSchema, topics: v.optional(v.array(TopicScopeSchema)) },
  reassignPartitions: {
    topic: TopicNameSchema,
    partition: PartitionSchema,
    replicas: v.nullable(ReplicasSchema),
  },
  electPreferredLeaders: {},
  addProducer: producerEntries,
  removeProducer: { producer: NameSchema },
  pauseProducer: { producer: NameSchema },
  resumeProducer: { producer: NameSchema },
  killProducer: { producer: NameSchema },
  startProducer: { producer: NameSchema },
  setWorkload: { producer: NameSchema, workload: WorkloadSchema },
  setTransactions: { producer: NameSchema, transactions: TransactionsSchema },
  setProducerConfig: { producer: NameSchema, name: v.string(), value: ConfigInputSchema },
  produce: {
    producer: NameSchema,
    key: v.optional(v.nullable(v.string())),
    value: v.nullable(v.string()),
    partition: v.optional(PartitionSchema),
  },
  addConsumer: consumerEntries,
  moveConsumer: {
    consumer: NameSchema,
    group: v.nullable(NameSchema),
    topics: v.optional(v.array(TopicNameSchema)),
  },
  closeConsumer: { consumer: NameSchema },
  killConsumer: { consumer: NameSchema },
  startConsumer: { consumer: NameSchema },
  removeConsumer: { consumer: NameSchema },
  freezeConsumer: { consumer: NameSchema },
  thawConsumer: { consumer: NameSchema },
  setProcessing: { consumer: NameSchema, processing: TimeSchema },
  setConsumerConfig: { consumer: NameSchema, name: v.string(), value: ConfigInputSchema },
  cutLink: { a: NameSchema, b: NameSchema },
  healLink: { a: NameSchema, b: NameSchema },
  setLink: {
    a: NameSchema,
    b: NameSchema,
    latency: v.optional(TimeSchema),
    jitter: v.optional(TimeSchema),
    megabytesPerSecond: v.optional(SpeedOfLinkSchema),
    loss: v.optional(ShareSchema),
  },
} as const;

type Parameters = typeof parameters;
type Option<Name extends keyof Parameters, Extra extends v.ObjectEntries> = v.StrictObjectSchema<
  { readonly do: v.LiteralSchema<Name, undefined> } & Extra & Parameters[Name],
  undefined
>;
type Options<Extra extends v.ObjectEntries> = { [Name in keyof Parameters]: Option<Name, Extra> };

function variantOf<Extra extends v.ObjectEntries>(extra: Extra) {
  const options = Object.entries(parameters).map(([name, entries]) =>
    v.strictObject({ do: v.literal(name), ...extra, ...entries }),
  );
  // The table is a record and the variant a list: that each entry became its own option is what the cast says.
  return v.variant('do', options as unknown as [Options<Extra>[keyof Parameters]]);
}

export const COMMAND_NAMES = Object.keys(parameters) as (keyof Parameters)[];

export const CommandSchema = variantOf({});
export const TimedCommandSchema = variantOf({ at: TimeSchema });

export type CommandDocument = v.InferInput<typeof CommandSchema>;
export type TimedCommandDocument = v.InferInput<typeof TimedCommandSchema>;
