import type { ScenarioDocument } from '../schema.ts';

export const retriesOutOfOrder: ScenarioDocument = {
  version: 1,
  title: { en: 'Retries out of order', ko: '순서가 뒤바뀐 재시도' },
  description: {
    en: 'Without idempotence and with five requests in flight, broker 1 is killed at 15 s. The batches that it has not answered go to the new leader in another order, and some are there already: records of one key change places, and some come twice. With enable.idempotence=true their sequence numbers keep both from happening.',
    ko: '멱등성 없이 요청 다섯 개를 동시에 보내는 중에, 15초에 브로커 1이 죽습니다. 응답받지 못한 배치는 새 리더에게 다른 순서로 다시 가고, 이미 저장된 것도 있습니다. 그래서 같은 키의 레코드가 자리를 바꾸고 두 번 나타나기도 합니다. enable.idempotence=true라면 시퀀스 번호가 둘 다 막습니다.',
  },
  openAt: '12s',
  cluster: { network: { latency: '60ms' } },
  topics: [{ name: 'orders', configs: { 'min.insync.replicas': 2 } }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      configs: { 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 5 },
      workload: { type: 'steady', perSecond: 30, keys: { count: 2, prefix: 'client-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['orders'] }],
  script: [
    { at: '15s', do: 'stopBroker', broker: 1, how: 'kill' },
    { at: '30s', do: 'startBroker', broker: 1 },
  ],
};
