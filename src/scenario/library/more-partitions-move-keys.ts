import type { ScenarioDocument } from '../schema.ts';

const member = {
  group: 'billing',
  topics: ['orders'],
  processing: '200ms',
  configs: { 'auto.offset.reset': 'earliest', 'metadata.max.age.ms': 3000 },
};

export const morePartitionsMoveKeys: ScenarioDocument = {
  version: 1,
  title: { en: 'More partitions move keys', ko: '파티션을 늘리면 옮겨지는 키' },
  description: {
    en: 'Two partitions, three consumers: one waits, and the others fall behind. At 16 s the topic gets a third partition, and clients hear of it when metadata.max.age.ms is over (3 s here). A key’s partition is its hash modulo their number, so many keys go elsewhere from now on, while what they wrote before stays where it is. The consumer that waited reads their new records at once, ahead of the old ones that still queue: the order of a key is gone.',
    ko: '파티션은 둘이고 컨슈머는 셋입니다. 하나는 놀고 나머지는 뒤처집니다. 16초에 파티션을 하나 늘리고, 클라이언트는 metadata.max.age.ms(여기서는 3초)가 지나면 이를 압니다. 키의 파티션은 해시를 파티션 수로 나눈 나머지라서, 이제부터 많은 키가 다른 파티션으로 가고 이미 쓴 레코드는 제자리에 남습니다. 놀던 컨슈머가 새 레코드를 바로 읽어, 아직 밀려 있는 옛 레코드를 앞지릅니다. 키의 순서가 깨집니다.',
  },
  openAt: '12s',
  topics: [{ name: 'orders', partitions: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      configs: { 'metadata.max.age.ms': 3000 },
      workload: { type: 'steady', perSecond: 14, keys: { count: 9, prefix: 'C-' } },
    },
  ],
  consumers: [
    { name: 'Consumer 1', ...member },
    { name: 'Consumer 2', ...member },
    { name: 'Consumer 3', ...member },
  ],
  script: [{ at: '16s', do: 'setPartitions', topic: 'orders', partitions: 3 }],
};
