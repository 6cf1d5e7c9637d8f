import { expect, it } from 'vitest';
import { splitAtNames } from './split-at-names.ts';

const namesIn = (text: string) => splitAtNames(text).filter((_, at) => at % 2 === 1);

it.each([
  ['by isolation.level=read_committed: it reads', ['isolation.level=read_committed']],
  ['as kafka-reassign-partitions.sh does it', ['kafka-reassign-partitions.sh']],
  ['refused with INVALID_TIMESTAMP, each', ['INVALID_TIMESTAMP']],
  [
    '토픽 __consumer_offsets와 max.message.bytes(여기서는 2,000)',
    ['__consumer_offsets', 'max.message.bytes'],
  ],
  ['Point at records. Then read on: the end-to-end time, acks=all, KIP-848.', []],
])('in “%s” it finds Kafka’s names, whole, and nothing else', (text, names) => {
  expect(namesIn(text)).toEqual(names);
  expect(splitAtNames(text).join('')).toBe(text);
});
