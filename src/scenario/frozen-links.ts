/**
 * A link of each format version, as it was made when that version came out, and what it holds. Links are out in
 * the world for ever: an entry is added with a new version and never changed.
 */
import type { DecodedRun } from './link.ts';

interface FrozenLink {
  readonly version: number;
  readonly fragment: string;
  readonly holds: DecodedRun;
}

export const FROZEN_LINKS: readonly FrozenLink[] = [
  {
    version: 1,
    fragment:
      'k1.NNdk7LWcWwqDMBBFNySl5mFwW_3s6nvmIZES01T0Q_BD0EzMZM69oyeCoOrnG1dH7KfadiXCmstX1UeplgE8-PsXEIxZcEHLPjmhINpBpF32eLFhSQDQ8xlaC1xDu2mlPVOdHhZLjLc6GE4fG_I45-jjH1FHhGp0u_fHcJIY8407Yt15LDGxjmhprO75lKqHJC1lxYTQYxZh3r9ZRFaNvawrVvq2flZdMvMUY8pLKROEVJacYgjclRLdwWkop46631dk1auLjL9Kr5pzEv1IT45dzsnEeA6Rje0D',
    holds: {
      run: {
        scenario: {
          version: 1,
          title: { en: 'A frozen link', ko: '변하지 않는 링크' },
          seed: 7,
          openAtMs: 8000,
          cluster: {
            brokers: [
              { id: 1, configs: {} },
              { id: 3, configs: { 'broker.rack': 'b' } },
            ],
            configs: { 'offsets.topic.replication.factor': 2 },
            network: { latencyMs: 2, jitterMs: 0.4, megabytesPerSecond: 125, loss: 0 },
            epochMs: 1767225600000,
          },
          topics: [
            { name: 'orders', partitions: 3, replicationFactor: 2, configs: { 'retention.ms': 60000 } },
          ],
          producers: [
            {
              name: 'checkout',
              topic: 'orders',
              configs: { acks: 1 },
              workload: {
                type: 'ramp',
                perSecond: 5,
                keys: { count: 7, skew: 1, prefix: 'key-' },
                valueBytes: 100,
                toPerSecond: 50,
                periodMs: 30000,
              },
              startAtMs: 0,
            },
            {
              name: 'quakes',
              topic: 'orders',
              configs: {},
              workload: {
                type: 'data',
                source: { dataset: 'earthquakes' },
                keyColumn: 'network',
                timeColumn: 'time',
                speed: 600,
                perSecond: 5,
                repeat: false,
              },
              startAtMs: 0,
            },
          ],
          consumers: [
            {
              name: 'Consumer 1',
              group: 'billing',
              topics: ['orders'],
              configs: {},
              processingMs: 50,
              commit: 'after-processing',
              startAtMs: 0,
            },
          ],
          script: [{ do: 'stopBroker', broker: 3, how: 'shutdown', atMs: 20000 }],
        },
        seed: 99,
        actions: [
          {
            do: 'addConsumer',
            name: 'Consumer 2',
            group: 'billing',
            topics: ['orders'],
            configs: {},
            processingMs: 0,
            commit: 'auto',
            atMs: 9000.001,
          },
          { do: 'moveConsumer', consumer: 'Consumer 1', group: null, atMs: 12345.678 },
          { do: 'setTopicConfig', topic: 'orders', name: 'min.insync.replicas', value: 2, atMs: 12345.678 },
          { do: 'cutLink', a: 'broker-1', b: 'controller-101', atMs: 30000 },
        ],
      },
      engineVersion: 1,
      atMs: 45000.5,
      digest: '5eed1234',
    },
  },
];
