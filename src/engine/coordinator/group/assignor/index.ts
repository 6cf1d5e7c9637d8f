import type { PartitionAssignor, PartitionAssignorName } from './partition-assignor.ts';
import { rangeAssignor } from './range-assignor.ts';
import { simpleAssignor } from './simple-assignor.ts';
import { uniformAssignor } from './uniform-assignor.ts';

/** The assignors that come with Kafka's group coordinator, by the name under which requests ask for them. */
export const partitionAssignors: Readonly<Record<PartitionAssignorName, PartitionAssignor>> = {
  uniform: uniformAssignor,
  range: rangeAssignor,
  simple: simpleAssignor,
};
