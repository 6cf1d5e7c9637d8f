/** What a cluster is made of, as a person writes it: topics, producers, consumers; for documents and commands. */
import * as v from 'valibot';
import {
  ConfigsSchema,
  NameSchema,
  PartitionSchema,
  PartitionsSchema,
  TimeSchema,
  TopicNameSchema,
} from './schema-values.ts';
import { WorkloadSchema } from './schema-workload.ts';

const EverySchema = v.pipe(v.number(), v.integer(), v.minValue(1));

export const TransactionsSchema = v.pipe(
  v.strictObject({
    records: v.optional(v.pipe(EverySchema, v.description('Records in each; 10.'))),
    abortEvery: v.optional(
      v.pipe(EverySchema, v.description('Every so manyth is aborted instead of committed; none.')),
    ),
    hold: v.optional(
      v.pipe(TimeSchema, v.description('From the last record until it is committed or aborted; 0.')),
    ),
  }),
  v.description('What the application makes a transaction of. With a transactional.id among its configs.'),
);

export const topicEntries = {
  name: TopicNameSchema,
  partitions: v.optional(PartitionsSchema),
  replicationFactor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9))),
  configs: v.optional(ConfigsSchema),
};

export const producerEntries = {
  name: NameSchema,
  topic: TopicNameSchema,
  configs: v.optional(ConfigsSchema),
  workload: v.optional(WorkloadSchema),
  transactions: v.optional(TransactionsSchema),
};

export const consumerEntries = {
  name: NameSchema,
  group: v.optional(
    v.pipe(
      v.nullable(NameSchema),
      v.description('null or left out: on the bench, or partitions assigned by hand.'),
    ),
  ),
  topics: v.optional(v.array(TopicNameSchema)),
  pattern: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(1000),
      v.description('Instead of topics: a pattern that their names fit. With group.protocol=consumer.'),
    ),
  ),
  assign: v.optional(
    v.pipe(
      v.array(v.strictObject({ topic: TopicNameSchema, partitions: v.array(PartitionSchema) })),
      v.description('Partitions assigned by hand, without a group.'),
    ),
  ),
  configs: v.optional(ConfigsSchema),
  processing: v.optional(
    v.pipe(TimeSchema, v.description('Time that the application needs for one record.')),
  ),
  commit: v.optional(v.picklist(['auto', 'after-processing', 'never'])),
  forwards: v.optional(
    v.pipe(
      v.strictObject({
        topic: TopicNameSchema,
        transactionalId: v.optional(
          v.pipe(
            NameSchema,
            v.description('Exactly once: the results and the offsets of a poll are one transaction.'),
          ),
        ),
        configs: v.optional(ConfigsSchema),
      }),
      v.description(
        'Its application sends each record on to another topic, by a producer with these configs in the same process.',
      ),
    ),
  ),
  share: v.optional(
    v.pipe(
      v.strictObject({ rejectEvery: v.optional(EverySchema), releaseEvery: v.optional(EverySchema) }),
      v.description('A share consumer: its group is a share group. What it says of every so manyth record.'),
    ),
  ),
};

export const TopicSchema = v.strictObject(topicEntries);
export const ProducerSchema = v.strictObject({ ...producerEntries, startAt: v.optional(TimeSchema) });
export const ConsumerSchema = v.strictObject({ ...consumerEntries, startAt: v.optional(TimeSchema) });

export type TopicDocument = v.InferInput<typeof TopicSchema>;
export type ProducerDocument = v.InferInput<typeof ProducerSchema>;
export type ConsumerDocument = v.InferInput<typeof ConsumerSchema>;
