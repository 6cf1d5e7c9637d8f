/**
 * The records of `__cluster_metadata` that the controller here writes, in the versions of Apache Kafka 4.3's
 * metadata version. Each is the value of a record without a key.
 */
import type { MetadataRecord } from '../metadata-records.ts';
import type { MessageSchema } from '../schema/message.ts';
import {
  array,
  boolean,
  type Fields,
  int8,
  int16,
  int32,
  int64,
  string,
  uint16,
  uuid,
} from '../schema/schema.ts';

export interface MetadataRecordSchema {
  readonly apiKey: number;
  readonly version: number;
  readonly schema: MessageSchema;
}

const brokerIds = array(int32());
const changedBrokerIds = (tag: number) => array('0+', int32(), { tag, default: null });

export const metadataRecordSchemas: Readonly<Record<MetadataRecord['type'], MetadataRecordSchema>> = {
  RegisterBrokerRecord: record('RegisterBrokerRecord', 0, 4, {
    brokerId: int32(),
    isMigratingZkBroker: boolean(),
    incarnationId: uuid(),
    brokerEpoch: int64(),
    endPoints: array({ name: string(), host: string(), port: uint16(), securityProtocol: int16() }),
    features: array({ name: string(), minSupportedVersion: int16(), maxSupportedVersion: int16() }),
    rack: string('0+', { nullable: '0+' }),
    fenced: boolean('0+', { default: true }),
    inControlledShutdown: boolean(),
    logDirs: array('0+', uuid(), { tag: 0 }),
    cordonedLogDirs: array('4+', uuid(), { tag: 1, default: null }),
  }),
  UnregisterBrokerRecord: record('UnregisterBrokerRecord', 1, 0, { brokerId: int32(), brokerEpoch: int64() }),
  TopicRecord: record('TopicRecord', 2, 0, { name: string(), topicId: uuid() }),
  PartitionRecord: record('PartitionRecord', 3, 2, {
    partitionId: int32('0+', { default: -1 }),
    topicId: uuid(),
    replicas: brokerIds,
    isr: brokerIds,
    removingReplicas: brokerIds,
    addingReplicas: brokerIds,
    leader: int32('0+', { default: -1 }),
    leaderRecoveryState: int8('0+', { tag: 0 }),
    leaderEpoch: int32('0+', { default: -1 }),
    partitionEpoch: int32('0+', { default: -1 }),
    directories: array('1+', uuid()),
    eligibleLeaderReplicas: changedBrokerIds(1),
    lastKnownElr: changedBrokerIds(2),
  }),
  ConfigRecord: record('ConfigRecord', 4, 0, {
    resourceType: int8(),
    resourceName: string(),
    name: string(),
    value: string('0+', { nullable: '0+' }),
  }),
  PartitionChangeRecord: record('PartitionChangeRecord', 5, 2, {
    partitionId: int32('0+', { default: -1 }),
    topicId: uuid(),
    isr: changedBrokerIds(0),
    leader: int32('0+', { tag: 1, default: -2 }),
    replicas: changedBrokerIds(2),
    removingReplicas: changedBrokerIds(3),
    addingReplicas: changedBrokerIds(4),
    leaderRecoveryState: int8('0+', { tag: 5, default: -1 }),
    eligibleLeaderReplicas: changedBrokerIds(6),
    lastKnownElr: changedBrokerIds(7),
    directories: array('1+', uuid(), { tag: 8, default: null }),
  }),
  RemoveTopicRecord: record('RemoveTopicRecord', 9, 0, { topicId: uuid() }),
  ProducerIdsRecord: record('ProducerIdsRecord', 15, 0, {
    brokerId: int32(),
    brokerEpoch: int64('0+', { default: -1 }),
    nextProducerId: int64(),
  }),
  BrokerRegistrationChangeRecord: record('BrokerRegistrationChangeRecord', 17, 3, {
    brokerId: int32(),
    brokerEpoch: int64(),
    fenced: int8('0+', { tag: 0 }),
    inControlledShutdown: int8('0+', { tag: 1 }),
    logDirs: array('2+', uuid(), { tag: 2 }),
    cordonedLogDirs: array('3+', uuid(), { tag: 3, default: null }),
  }),
};

function record(name: string, apiKey: number, version: number, fields: Fields): MetadataRecordSchema {
  return { apiKey, version, schema: { name, versions: [0, version], firstFlexible: 0, fields } };
}
