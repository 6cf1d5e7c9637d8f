import { describe, expect, it } from 'vitest';
import { errorName } from '../../protocol/errors.ts';
import { RESOURCE_BROKER, RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { incrementalAlterConfigs } from './configuration-control-manager.ts';
import { commit } from './controller-result.ts';
import { topicConfigOf } from './effective-config.ts';
import { createOrders, type SampleController, sampleController, startBrokers } from './sample-controller.ts';

const SET = 0;
const DELETE = 1;
const APPEND = 2;
const SUBTRACT = 3;

function alter(
  { controller, ctx }: SampleController,
  resourceType: number,
  resourceName: string,
  ...changes: [name: string, operation: 0 | 1 | 2 | 3, value: string | null][]
) {
  const configs = changes.map(([name, configOperation, value]) => ({ name, configOperation, value }));
  const request = { resources: [{ resourceType, resourceName, configs }], validateOnly: false };
  const answer = commit(ctx, controller, incrementalAlterConfigs(controller, request)).responses[0]!;
  return answer.errorMessage ?? errorName(answer.errorCode);
}

function withOrders(): SampleController {
  const sample = sampleController();
  startBrokers(sample, 1);
  createOrders(sample, [1]);
  return sample;
}

const ofOrders = ({ controller }: SampleController) =>
  topicConfigOf(controller.image, controller.configs, 'orders');

describe('IncrementalAlterConfigs', () => {
  it('sets a config, and takes it back to its default', () => {
    const sample = withOrders();
    expect(alter(sample, RESOURCE_TOPIC, 'orders', ['retention.ms', SET, '5000'])).toBe('NONE');
    expect(ofOrders(sample)['retention.ms']).toBe(5000);
    expect(sample.ctx.notes.at(-1)).toMatchObject({
      code: 'config-changed',
      resource: 'topic:orders',
      name: 'retention.ms',
      value: '5000',
    });
    alter(sample, RESOURCE_TOPIC, 'orders', ['retention.ms', DELETE, null]);
    expect(ofOrders(sample)['retention.ms']).toBe(604_800_000);
  });

  it('adds to a list and takes from it; other types have no parts', () => {
    const sample = withOrders();
    alter(sample, RESOURCE_TOPIC, 'orders', ['cleanup.policy', APPEND, 'compact']);
    expect(ofOrders(sample)['cleanup.policy']).toEqual(['delete', 'compact']);
    alter(sample, RESOURCE_TOPIC, 'orders', ['cleanup.policy', SUBTRACT, 'delete']);
    expect(ofOrders(sample)['cleanup.policy']).toEqual(['compact']);
    expect(alter(sample, RESOURCE_TOPIC, 'orders', ['retention.ms', APPEND, '1'])).toBe(
      "Can't APPEND to key retention.ms because its type is not LIST.",
    );
  });

  it('changes all of a resource or nothing', () => {
    const sample = withOrders();
    const answer = alter(
      sample,
      RESOURCE_TOPIC,
      'orders',
      ['retention.ms', SET, '5'],
      ['segment.bytes', SET, '10'],
    );
    expect(answer).toBe('Invalid value 10 for configuration segment.bytes: Value must be at least 1048576');
    expect(ofOrders(sample)['retention.ms']).toBe(604_800_000);
  });

  it('says that there is no such topic', () => {
    expect(alter(withOrders(), RESOURCE_TOPIC, 'none', ['retention.ms', SET, '5'])).toBe(
      "The topic 'none' does not exist.",
    );
  });

  it('a cluster-wide value is the default of every topic that has none of its own', () => {
    const sample = withOrders();
    alter(sample, RESOURCE_BROKER, '', ['min.insync.replicas', SET, '2']);
    expect(ofOrders(sample)['min.insync.replicas']).toBe(2);
    alter(sample, RESOURCE_TOPIC, 'orders', ['min.insync.replicas', SET, '3']);
    expect(ofOrders(sample)['min.insync.replicas']).toBe(3);
  });

  it('min.insync.replicas is the same for all brokers while eligible leader replicas are in use (KIP-966)', () => {
    const sample = withOrders();
    expect(alter(sample, RESOURCE_BROKER, '1', ['min.insync.replicas', SET, '2'])).toBe(
      'Broker-level min.insync.replicas cannot be altered while ELR is enabled.',
    );
    expect(alter(sample, RESOURCE_BROKER, '', ['min.insync.replicas', DELETE, null])).toBe(
      'Cluster-level min.insync.replicas cannot be removed while ELR is enabled.',
    );
  });

  it('a broker that there is not has no configs', () => {
    expect(alter(withOrders(), RESOURCE_BROKER, '9', ['producer.id.expiration.ms', SET, '5'])).toBe(
      'No node with id 9 found.',
    );
  });
});
