/** A plan of an offset reset as `--from-file` of Kafka's tool takes it: a line a partition, "topic,partition,offset". */
export interface PlannedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

const LINE = /^\s*"?([a-zA-Z0-9._-]{1,249})"?\s*,\s*(\d{1,4})\s*,\s*(\d{1,15})\s*$/;

/** The number of the first line that is none, from 1, instead of the plan; an empty plan fails in its first line. */
export function parseResetPlan(csv: string): readonly PlannedOffset[] | number {
  const plan: PlannedOffset[] = [];
  for (const [index, text] of csv.trimEnd().split('\n').entries()) {
    const [, topic, partition, offset] = LINE.exec(text) ?? [];
    if (topic === undefined) return index + 1;
    plan.push({ topic, partition: Number(partition), offset: Number(offset) });
  }
  return plan;
}
