import type { ScenarioDocument } from '../schema.ts';

export const theBufferIsFull: ScenarioDocument = {
  version: 1,
  title: { en: 'The buffer is full', ko: '가득 찬 버퍼' },
  description: {
    en: 'The only broker is killed, and the producer gathers batches until they hold all of buffer.memory, here 64 KiB. Then send() blocks: the application hands nothing over, and its load falls behind. The broker comes back within max.block.ms, the batches are acknowledged one by one, and send() returns. Nothing is lost.',
    ko: '하나뿐인 브로커가 죽으면, 프로듀서는 배치가 buffer.memory(여기서는 64 KiB)를 다 쓸 때까지 레코드를 모읍니다. 그다음에는 send()가 블록되어 애플리케이션이 레코드를 넘기지 못하고, 그만큼 부하가 뒤처집니다. max.block.ms 안에 브로커가 돌아오면 배치가 차례로 응답을 받고 send()도 반환됩니다. 잃는 레코드는 없습니다.',
  },
  openAt: '12s',
  cluster: { brokers: 1 },
  topics: [{ name: 'orders', partitions: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      configs: { 'buffer.memory': 65_536 },
      workload: { type: 'steady', perSecond: 20, valueBytes: 1000 },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['orders'] }],
  script: [
    { at: '15s', do: 'stopBroker', broker: 1, how: 'kill' },
    { at: '30s', do: 'startBroker', broker: 1 },
  ],
};
