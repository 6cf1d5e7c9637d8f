/** What a producer writes: an even stream, bursts, a ramp, a data set, or single records by hand. */
import * as v from 'valibot';
import { RateSchema, TimeSchema } from './schema-values.ts';

const KeysSchema = v.pipe(
  v.nullable(
    v.strictObject({
      count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
      skew: v.optional(
        v.pipe(
          v.picklist([0, 0.5, 1, 1.5, 2]),
          v.description('Zipf exponent: 0, all keys alike, to 2, one key takes most.'),
        ),
      ),
      prefix: v.optional(
        v.pipe(v.string(), v.maxLength(100), v.description("'user-' gives user-0, user-1, …")),
      ),
    }),
  ),
  v.description('null: records without a key.'),
);

const synthetic = {
  perSecond: v.optional(RateSchema),
  limit: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.description('Stop after so many records.')),
  ),
  keys: v.optional(KeysSchema),
  valueBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
};

const FileSourceSchema = v.strictObject({
  file: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not-a-sha256')),
});

export const WorkloadSchema = v.variant('type', [
  v.strictObject({ type: v.literal('steady'), ...synthetic }),
  v.strictObject({
    type: v.literal('bursty'),
    ...synthetic,
    period: v.pipe(TimeSchema, v.description('From one burst to the next.')),
    duty: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0.001),
        v.maxValue(1),
        v.description('The share of the period in which everything is sent.'),
      ),
    ),
  }),
  v.strictObject({
    type: v.literal('ramp'),
    ...synthetic,
    toPerSecond: RateSchema,
    period: v.pipe(TimeSchema, v.description('How long the ramp takes.')),
  }),
  v.strictObject({
    type: v.literal('data'),
    source: v.pipe(
      v.union([v.strictObject({ dataset: v.string() }), FileSourceSchema], 'not-a-source'),
      v.description('A shipped data set by its id, or a file by what identifies it.'),
    ),
    keyColumn: v.optional(v.nullable(v.string())),
    timeColumn: v.optional(v.nullable(v.string())),
    speed: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0.000001),
        v.description("How many times faster than the data's own time."),
      ),
    ),
    perSecond: v.optional(RateSchema),
    repeat: v.optional(v.boolean()),
  }),
  v.strictObject({ type: v.literal('manual') }),
]);

export type WorkloadDocument = v.InferInput<typeof WorkloadSchema>;
