/**
 * The scenario document as a person writes it: defaults may be left out, times are friendly. `normalise.ts` makes
 * a `Scenario` of it, `denormalise.ts` the other way. Only shape is told here; `checks/` knows what fits together.
 */
import * as v from 'valibot';
import { TimedCommandSchema } from './schema-commands.ts';
import { ConsumerSchema, ProducerSchema, TopicSchema } from './schema-parts.ts';
import {
  BrokerIdSchema,
  ConfigsSchema,
  SeedSchema,
  ShareSchema,
  SpeedOfLinkSchema,
  TextSchema,
  TimeSchema,
} from './schema-values.ts';

const BrokerSchema = v.strictObject({ id: BrokerIdSchema, configs: v.optional(ConfigsSchema) });

const NetworkSchema = v.strictObject({
  latency: v.optional(v.pipe(TimeSchema, v.description('One way.'))),
  jitter: v.optional(v.pipe(TimeSchema, v.description('Up to so much is added to the latency.'))),
  megabytesPerSecond: v.optional(SpeedOfLinkSchema),
  loss: v.optional(v.pipe(ShareSchema, v.description('Share of packets lost, 0 to 1.'))),
});

const ClusterSchema = v.strictObject({
  brokers: v.optional(
    v.pipe(
      v.union(
        [
          v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)),
          v.pipe(v.array(BrokerSchema), v.minLength(1), v.maxLength(9)),
        ],
        'not-brokers',
      ),
      v.description('How many, 1 to 9; or a list of them.'),
    ),
  ),
  configs: v.optional(ConfigsSchema),
  network: v.optional(NetworkSchema),
  epochMs: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(4_102_444_800_000),
      v.description('The wall clock at simulated time 0, milliseconds since 1970.'),
    ),
  ),
});

export const ScenarioSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(1),
  title: v.optional(TextSchema),
  description: v.optional(v.pipe(TextSchema, v.description('Two or three sentences: what to look for.'))),
  seed: v.optional(v.pipe(SeedSchema, v.description('Every draw of chance in the run follows from it.'))),
  openAt: v.optional(v.pipe(TimeSchema, v.description('The moment at which the picture opens.'))),
  cluster: v.optional(ClusterSchema),
  topics: v.optional(v.array(TopicSchema)),
  producers: v.optional(v.array(ProducerSchema)),
  consumers: v.optional(v.array(ConsumerSchema)),
  script: v.optional(v.pipe(v.array(TimedCommandSchema), v.description('What happens when, in any order.'))),
});

export type ScenarioDocument = v.InferInput<typeof ScenarioSchema>;
