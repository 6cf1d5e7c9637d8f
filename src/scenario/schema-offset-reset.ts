/** What `resetOffsets` takes beside the group's name. */
import * as v from 'valibot';
import { PartitionSchema, TimeSchema, TopicNameSchema } from './schema-values.ts';

const OffsetSchema = v.pipe(v.number(), v.integer());

export const OffsetResetSchema = v.pipe(
  v.union(
    [
      v.picklist(['earliest', 'latest', 'current']),
      v.strictObject({ offset: OffsetSchema }),
      v.strictObject({
        datetime: v.pipe(v.string(), v.description("UTC where no zone is said: '2026-01-01T00:00:30.000'.")),
      }),
      v.strictObject({ duration: TimeSchema }),
      v.strictObject({ shiftBy: OffsetSchema }),
      v.strictObject({
        file: v.pipe(
          v.string(),
          v.description('What a file holds: a line a partition, "topic,partition,offset".'),
        ),
      }),
    ],
    'not-an-offset-reset',
  ),
  v.description('Where to: one of the scenarios of kafka-consumer-groups.sh --reset-offsets.'),
);

export const TopicScopeSchema = v.strictObject({
  topic: TopicNameSchema,
  partitions: v.optional(v.pipe(v.array(PartitionSchema), v.description('Left out: all of them.'))),
});

export type OffsetResetDocument = v.InferInput<typeof OffsetResetSchema>;
