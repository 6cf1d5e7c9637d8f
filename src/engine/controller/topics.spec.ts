/** Creating, growing and deleting topics: what is refused, and with which of Kafka's words. */
import { describe, expect, it } from 'vitest';
import { errorName } from '../../protocol/errors.ts';
import type { CreateTopicsRequest } from '../../protocol/messages/19-create-topics.ts';
import { commit } from './controller-result.ts';
import { createPartitions } from './create-partitions.ts';
import { createTopics } from './create-topics.ts';
import { deleteTopics } from './delete-topics.ts';
import { topicByName } from './metadata-image.ts';
import { ZERO_UUID } from './reserved-ids.ts';
import {
  crash,
  heartbeat,
  register,
  type SampleController,
  sampleController,
  startBrokers,
} from './sample-controller.ts';

type Topic = CreateTopicsRequest['topics'][number];

function create(
  { controller, ctx }: SampleController,
  special: Partial<Topic>,
  validateOnly = false,
): { error: string; message: string | null } {
  const topic = {
    name: 'orders',
    numPartitions: 1,
    replicationFactor: 1,
    assignments: [],
    configs: [],
    ...special,
  };
  const request = { topics: [topic], timeoutMs: 0, validateOnly };
  const result = commit(ctx, controller, createTopics(ctx, controller, request)).topics[0]!;
  return { error: errorName(result.errorCode), message: result.errorMessage };
}

function grow(
  { controller, ctx }: SampleController,
  count: number,
  assignments: { brokerIds: number[] }[] | null = null,
) {
  const request = { topics: [{ name: 'orders', count, assignments }], timeoutMs: 0, validateOnly: false };
  const result = commit(ctx, controller, createPartitions(ctx, controller, request)).results[0]!;
  return { error: errorName(result.errorCode), message: result.errorMessage };
}

function three(): SampleController {
  const sample = sampleController();
  startBrokers(sample, 1, 2, 3);
  return sample;
}

describe('CreateTopics', () => {
  it('leads evenly: as many partitions as brokers, one leader each', () => {
    const sample = three();
    expect(create(sample, { numPartitions: 3, replicationFactor: 3 })).toEqual({
      error: 'NONE',
      message: null,
    });
    const { partitions } = topicByName(sample.controller.image, 'orders')!;
    expect(partitions.map(({ leader }) => leader).sort()).toEqual([1, 2, 3]);
    for (const { replicas, isr, leader } of partitions) {
      expect([...replicas].sort()).toEqual([1, 2, 3]);
      expect(isr).toEqual(replicas);
      expect(leader).toBe(replicas[0]);
    }
    expect(sample.ctx.notes.at(-1)).toMatchObject({
      code: 'topic-created',
      partitions: 3,
      replicationFactor: 3,
    });
  });

  it('-1 stands for num.partitions and default.replication.factor', () => {
    const sample = sampleController({ 'num.partitions': 4, 'default.replication.factor': 2 });
    startBrokers(sample, 1, 2, 3);
    create(sample, { numPartitions: -1, replicationFactor: -1 });
    const { partitions } = topicByName(sample.controller.image, 'orders')!;
    expect(partitions.map(({ replicas }) => replicas.length)).toEqual([2, 2, 2, 2]);
  });

  it('a fenced broker gets replicas last, out of sync, and leads nothing', () => {
    const sample = three();
    crash(sample, 2);
    create(sample, { numPartitions: 4, replicationFactor: 3 });
    for (const { replicas, isr, leader } of topicByName(sample.controller.image, 'orders')!.partitions) {
      expect(replicas[2]).toBe(2);
      expect(isr).not.toContain(2);
      expect(leader).not.toBe(2);
    }
  });

  it.each([
    ['', 'Topic name is invalid: the empty string is not allowed'],
    ['..', "Topic name is invalid: '..' is not allowed"],
    [
      'a b',
      "Topic name is invalid: 'a b' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
    ],
    [
      'x'.repeat(250),
      `Topic name is invalid: the length of '${'x'.repeat(250)}' is longer than the max allowed length 249`,
    ],
  ])('INVALID_TOPIC_EXCEPTION for the name %j', (name, message) => {
    expect(create(three(), { name })).toEqual({ error: 'INVALID_TOPIC_EXCEPTION', message });
  });

  it('INVALID_TOPIC_EXCEPTION for a name that becomes another with dots for underscores', () => {
    const sample = three();
    create(sample, { name: 'eu.orders' });
    expect(create(sample, { name: 'eu_orders' })).toEqual({
      error: 'INVALID_TOPIC_EXCEPTION',
      message: "Topic 'eu_orders' collides with existing topic: eu.orders",
    });
  });

  it('TOPIC_ALREADY_EXISTS', () => {
    const sample = three();
    create(sample, {});
    expect(create(sample, {})).toEqual({
      error: 'TOPIC_ALREADY_EXISTS',
      message: "Topic 'orders' already exists.",
    });
  });

  it('INVALID_PARTITIONS for none', () => {
    expect(create(three(), { numPartitions: 0 })).toEqual({
      error: 'INVALID_PARTITIONS',
      message: 'Number of partitions was set to an invalid non-positive value.',
    });
  });

  it('INVALID_REPLICATION_FACTOR for none, for more than brokers, and while all are fenced', () => {
    expect(create(three(), { replicationFactor: 0 }).message).toBe(
      'Replication factor must be larger than 0, or -1 to use the default value.',
    );
    expect(create(three(), { replicationFactor: 4 })).toEqual({
      error: 'INVALID_REPLICATION_FACTOR',
      message:
        'Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached ' +
        'because only 3 broker(s) are registered.',
    });
    const starting = sampleController();
    register(starting, 1, 'a');
    expect(create(starting, {})).toEqual({
      error: 'INVALID_REPLICATION_FACTOR',
      message: 'Unable to replicate the partition 1 time(s): All brokers are currently fenced.',
    });
  });

  it('a broker that is shutting down gets nothing', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2);
    create(sample, { name: 'first', numPartitions: 2 });
    heartbeat(sample, 1, { wantShutDown: true });
    expect(create(sample, { replicationFactor: 2 }).message).toContain('only 1 broker(s) are registered');
  });

  it.each([
    ['retention.ms', '-5', 'Invalid value -5 for configuration retention.ms: Value must be at least -1'],
    ['retention.ms', 'soon', 'Invalid value soon for configuration retention.ms: Not a number of type LONG'],
    ['retention.second', '5', 'Unknown topic config name: retention.second'],
    [
      'unclean.leader.election.enable',
      'yes',
      'Invalid value yes for configuration unclean.leader.election.enable: Expected value to be either true or false',
    ],
  ])('INVALID_CONFIG for %s=%s', (name, value, message) => {
    const sample = three();
    expect(create(sample, { configs: [{ name, value }] })).toEqual({ error: 'INVALID_CONFIG', message });
    expect(topicByName(sample.controller.image, 'orders')).toBeUndefined();
  });

  it('INVALID_REPLICA_ASSIGNMENT for replicas given by hand that there are not', () => {
    const byHand = (brokerIds: number[]) => ({
      numPartitions: -1,
      replicationFactor: -1,
      assignments: [{ partitionIndex: 0, brokerIds }],
    });
    expect(create(three(), byHand([1, 7])).message).toBe(
      'The manual partition assignment includes broker 7, but no such broker is registered.',
    );
    expect(create(three(), byHand([1, 1])).message).toBe(
      'The manual partition assignment includes the broker 1 more than once.',
    );
    expect(create(three(), { ...byHand([1, 2]), numPartitions: 1 }).message).toBe(
      'A manual partition assignment was specified, but numPartitions was not set to -1.',
    );
  });

  it('validateOnly creates nothing', () => {
    const sample = three();
    expect(create(sample, {}, true).error).toBe('NONE');
    expect(topicByName(sample.controller.image, 'orders')).toBeUndefined();
  });

  it('topic ids are UUIDs of version 4 in base64url, another for each topic', () => {
    const sample = three();
    create(sample, { name: 'a' });
    create(sample, { name: 'b' });
    const ids = ['a', 'b'].map((name) => sample.controller.image.topicIds.get(name)!);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) {
      expect(id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
      expect(Buffer.from(id, 'base64url').toString('hex')).toMatch(/^.{12}4.{3}[89ab].{15}$/);
    }
  });
});

describe('CreatePartitions', () => {
  it('adds partitions of the same replication factor', () => {
    const sample = three();
    create(sample, { replicationFactor: 2 });
    expect(grow(sample, 4)).toEqual({ error: 'NONE', message: null });
    const { partitions } = topicByName(sample.controller.image, 'orders')!;
    expect(partitions.map(({ replicas }) => replicas.length)).toEqual([2, 2, 2, 2]);
    expect(sample.ctx.notes.at(-1)).toMatchObject({
      code: 'partitions-added',
      topic: 'orders',
      partitions: 4,
    });
  });

  it('a topic only grows: fewer and as many are refused', () => {
    const sample = three();
    create(sample, { numPartitions: 3 });
    expect(grow(sample, 2)).toEqual({
      error: 'INVALID_PARTITIONS',
      message: 'The topic orders currently has 3 partition(s); 2 would not be an increase.',
    });
    expect(grow(sample, 3)).toEqual({
      error: 'INVALID_PARTITIONS',
      message: 'Topic already has 3 partition(s).',
    });
  });

  it('UNKNOWN_TOPIC_OR_PARTITION without such a topic', () => {
    expect(grow(three(), 2).error).toBe('UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('replicas by hand have to be as many as the topic has', () => {
    const sample = three();
    create(sample, { replicationFactor: 2 });
    expect(grow(sample, 2, [{ brokerIds: [1] }])).toEqual({
      error: 'INVALID_REPLICA_ASSIGNMENT',
      message:
        'The manual partition assignment includes a partition with 1 replica(s), but this is not consistent ' +
        'with previous partitions, which have 2 replica(s).',
    });
    expect(grow(sample, 3, [{ brokerIds: [1, 2] }]).message).toBe(
      'Attempted to add 2 additional partition(s), but only 1 assignment(s) were specified.',
    );
  });
});

describe('DeleteTopics', () => {
  const remove = (
    { controller, ctx }: SampleController,
    ...topics: { name: string | null; topicId: string }[]
  ) =>
    commit(ctx, controller, deleteTopics(controller, { topics, timeoutMs: 0 })).responses.map(
      ({ errorCode }) => errorName(errorCode),
    );

  it('by name or by id, with its configs', () => {
    const sample = three();
    create(sample, { configs: [{ name: 'retention.ms', value: '1000' }] });
    expect(remove(sample, { name: 'orders', topicId: ZERO_UUID })).toEqual(['NONE']);
    expect(sample.controller.image.topics.size).toBe(0);
    create(sample, {});
    expect([...sample.controller.image.configs.keys()]).toEqual(['4:']);
    const topicId = sample.controller.image.topicIds.get('orders')!;
    expect(remove(sample, { name: null, topicId })).toEqual(['NONE']);
    expect(sample.controller.image.topicIds.size).toBe(0);
  });

  it('what there is not, what is named twice, and what is not named', () => {
    const sample = three();
    create(sample, {});
    const orders = { name: 'orders', topicId: ZERO_UUID };
    expect(remove(sample, { name: 'none', topicId: ZERO_UUID })).toEqual(['UNKNOWN_TOPIC_OR_PARTITION']);
    expect(remove(sample, { name: null, topicId: 'abcdefghijklmnopqrstuv' })).toEqual(['UNKNOWN_TOPIC_ID']);
    expect(remove(sample, orders, orders)).toEqual(['INVALID_REQUEST']);
    expect(remove(sample, { name: null, topicId: ZERO_UUID })).toEqual(['INVALID_REQUEST']);
  });
});
