import { murmur2, partitionForKey } from '../../engine/client/murmur2.ts';
import { firstDifference } from './first-difference.ts';
import { bytesFromHex } from './hex.ts';
import { checkEachCase } from './kind-runner.ts';

interface Murmur2Case {
  readonly keyHex: string;
  readonly murmur2: number;
  /** [numPartitions, partition] pairs. */
  readonly partitions: readonly (readonly [number, number])[];
}

/** `Utils.murmur2` and the partition that `BuiltInPartitioner` derives from it. */
export const checkMurmur2Partition = checkEachCase<Murmur2Case>((vectorCase) => {
  const key = bytesFromHex(vectorCase.keyHex);
  const got = {
    murmur2: murmur2(key),
    partitions: vectorCase.partitions.map(([numPartitions]) => [
      numPartitions,
      partitionForKey(key, numPartitions),
    ]),
  };
  return firstDifference({ murmur2: vectorCase.murmur2, partitions: vectorCase.partitions }, got);
});
