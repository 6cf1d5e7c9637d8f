/** The small values that documents are made of. A schema's message is the code of its `ScenarioError`. */
import * as v from 'valibot';
import { LONGEST_TIME_MS, TIME_PATTERN } from './time.ts';

export const TimeSchema = v.pipe(
  v.union(
    [
      v.pipe(v.number(), v.minValue(0, 'not-a-time'), v.maxValue(LONGEST_TIME_MS, 'not-a-time')),
      v.pipe(v.string(), v.regex(TIME_PATTERN, 'not-a-time')),
    ],
    'not-a-time',
  ),
  v.description("Milliseconds, or text with a unit: '200ms', '5s', '2m', '1h', '7d'."),
);

export const TextSchema = v.pipe(
  v.union([v.string(), v.strictObject({ en: v.string(), ko: v.optional(v.string()) })], 'not-a-text'),
  v.description('Plain text, or one for each language: { "en": …, "ko": … }.'),
);

export const ConfigInputSchema = v.union(
  [v.string(), v.number(), v.boolean(), v.null(), v.array(v.string())],
  'not-a-config-value',
);

export const ConfigsSchema = v.pipe(
  v.record(v.string(), ConfigInputSchema),
  v.description("Configs by Kafka's exact names; those in .ms also take text with a unit, as '7d'."),
);

/** Kafka's rule for the names of topics. */
export const TopicNameSchema = v.pipe(
  v.string(),
  v.regex(/^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,249}$/, 'not-a-topic-name'),
);

/** Names of clients and groups: one line of text, without blank ends. */
export const NameSchema = v.pipe(v.string(), v.regex(/^\S(.{0,98}\S)?$/, 'not-a-name'));

export const BrokerIdSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9));
export const PartitionsSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));
export const PartitionSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999));

export const ReplicasSchema = v.pipe(
  v.array(BrokerIdSchema),
  v.minLength(1),
  v.description('Brokers that shall have the partition, the preferred leader first; null: call a move off.'),
);

export const BeforeOffsetSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-1),
  v.description('Records before this offset are deleted; -1, or nothing: all that is committed.'),
);

export const RateSchema = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(10_000_000),
  v.description('Records per second.'),
);

export const ShareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const SpeedOfLinkSchema = v.pipe(v.number(), v.minValue(0.001), v.maxValue(1_000_000));
export const SeedSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295));
