/** Each kind of record, as the classes of Apache Kafka 4.3.1 write it. */
import { expect, it } from 'vitest';
import { insideMetadataRecord } from './dissect/dissect-internal-record.ts';
import { metadataRecordBytes } from './metadata-record-bytes.ts';
import type { MetadataRecord } from './metadata-records.ts';

const TOPIC_ID = 'gOH_buOIWLmn8GPeUwRw5g';

const written: [record: MetadataRecord, value: string][] = [
  [
    {
      type: 'RegisterBrokerRecord',
      brokerId: 1,
      incarnationId: TOPIC_ID,
      brokerEpoch: 5,
      rack: 'a',
      fenced: true,
      inControlledShutdown: false,
    },
    '010004000000010080e1ff6ee38858b9a7f063de530470e6000000000000000501010261010000',
  ],
  [{ type: 'UnregisterBrokerRecord', brokerId: 1, brokerEpoch: 5 }, '01010000000001000000000000000500'],
  [
    {
      type: 'BrokerRegistrationChangeRecord',
      brokerId: 1,
      brokerEpoch: 5,
      fenced: -1,
      inControlledShutdown: 0,
    },
    '011103000000010000000000000005010001ff',
  ],
  [
    { type: 'TopicRecord', name: 'orders', topicId: TOPIC_ID },
    '010200076f726465727380e1ff6ee38858b9a7f063de530470e600',
  ],
  [{ type: 'RemoveTopicRecord', topicId: TOPIC_ID }, '01090080e1ff6ee38858b9a7f063de530470e600'],
  [
    {
      type: 'PartitionRecord',
      topicId: TOPIC_ID,
      partitionId: 2,
      replicas: [1, 2],
      isr: [1, 2],
      leader: 1,
      leaderEpoch: 0,
      partitionEpoch: 0,
    },
    '0103020000000280e1ff6ee38858b9a7f063de530470e6030000000100000002030000000100000002010100000001000000000000000003000000000000000000000000000000000000000000000000000000000000000000',
  ],
  [
    {
      type: 'PartitionChangeRecord',
      topicId: TOPIC_ID,
      partitionId: 2,
      isr: [2],
      leader: 2,
      eligibleLeaderReplicas: [1],
      leaderRecoveryState: 1,
    },
    '0105020000000280e1ff6ee38858b9a7f063de530470e6040005020000000201040000000205010106050200000001',
  ],
  [
    { type: 'ConfigRecord', resourceType: 2, resourceName: 'orders', name: 'retention.ms', value: '60000' },
    '01040002076f72646572730d726574656e74696f6e2e6d7306363030303000',
  ],
  [
    { type: 'ProducerIdsRecord', brokerId: 1, brokerEpoch: 5, nextProducerId: 1000 },
    '010f0000000001000000000000000500000000000003e800',
  ],
];

it.each(written)('$type', (record, value) => {
  const bytes = metadataRecordBytes(record);
  expect(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(value);
  const [frameVersion, , version] = insideMetadataRecord('value', bytes, null);
  expect(frameVersion).toMatchObject({ name: 'frameVersion', value: 1, from: 0, to: 1 });
  expect(version?.name).toBe('version');
});
