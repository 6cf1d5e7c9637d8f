import { describe, expect, it } from 'vitest';
import { errorName } from '../../protocol/errors.ts';
import { RESOURCE_BROKER, RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { submitAdminRequest } from '../client/admin-client.ts';
import { createOrdersRequest, outcomes } from '../client/sample-admin-requests.ts';
import { setLink } from '../network/network.ts';
import { ask, input, runFor, type SampleCluster, sampleCluster } from './sample-cluster.ts';

type Change = { name: string; configOperation: 0 | 1; value: string | null };

function alter(
  sample: SampleCluster,
  to: string,
  resourceType: number,
  resourceName: string,
  ...configs: Change[]
) {
  const body = { resources: [{ resourceType, resourceName, configs }], validateOnly: false };
  return ask(sample, to, 'IncrementalAlterConfigs', body)!.responses.map(
    ({ errorCode, errorMessage }) => errorMessage ?? errorName(errorCode),
  );
}

const set = (name: string, value: string | null): Change => ({ name, configOperation: 0, value });

describe('a broker that gets an admin request', () => {
  it('passes it on in an Envelope and hands back the answer', () => {
    const sample = sampleCluster([1]);
    runFor(sample, 100);
    const answer = ask(sample, 'broker-1', 'CreateTopics', createOrdersRequest(1, 1));
    expect(answer!.topics[0]).toMatchObject({ name: 'orders', errorCode: 0, numPartitions: 1 });
    const envelopes = sample.sends.filter(
      (message) => message.kind === 'request' && message.api === 'Envelope',
    );
    expect(envelopes).toHaveLength(1);
    expect(envelopes[0]).toMatchObject({ from: 'broker-1', to: 'controller-101', channel: 'forward' });
  });

  it('says REQUEST_TIMED_OUT when the controller was not reached for a minute', () => {
    const sample = sampleCluster([1]);
    runFor(sample, 3000);
    input(sample, (ctx) => {
      setLink(ctx.cluster.network, 'broker-1', 'controller-101', { cut: true });
      submitAdminRequest(ctx, sample.admin, 'CreateTopics', createOrdersRequest(1, 1), { subject: 'orders' });
    });
    runFor(sample, 62_000);
    const responses = sample.sends.filter(
      (message) => message.kind === 'response' && message.api === 'CreateTopics',
    );
    expect(responses.at(-1)).toMatchObject({
      body: { topics: [{ errorCode: 7, errorMessage: 'The request timed out.' }] },
    });
  });
});

describe('changes of broker configs', () => {
  it('of a read-only config are refused by the broker itself', () => {
    const sample = sampleCluster([1]);
    runFor(sample, 100);
    expect(alter(sample, 'broker-1', RESOURCE_BROKER, '1', set('num.partitions', '3'))).toEqual([
      'Cannot update these configs dynamically: num.partitions',
    ]);
    expect(sample.sends.some((message) => message.kind === 'request' && message.api === 'Envelope')).toBe(
      false,
    );
  });

  it('have to be sent to the broker that they are about', () => {
    const sample = sampleCluster([1, 2]);
    runFor(sample, 200);
    expect(alter(sample, 'broker-1', RESOURCE_BROKER, '2', set('producer.id.expiration.ms', '3'))).toEqual([
      'Unexpected broker id, expected 1, but received 2',
    ]);
  });

  it('of a cluster-wide config reach every broker', () => {
    const sample = sampleCluster([1]);
    runFor(sample, 100);
    expect(
      alter(sample, 'broker-1', RESOURCE_BROKER, '', set('unclean.leader.election.enable', 'true')),
    ).toEqual(['NONE']);
  });

  it('are refused with an illegal value, or none', () => {
    const sample = sampleCluster([1]);
    runFor(sample, 100);
    expect(alter(sample, 'broker-1', RESOURCE_BROKER, '', set('min.insync.replicas', '0'))).toEqual([
      'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1',
    ]);
    expect(alter(sample, 'broker-1', RESOURCE_TOPIC, 'orders', set('retention.ms', null))).toEqual([
      'Null value not supported for : retention.ms',
    ]);
  });
});

describe('the admin client', () => {
  it('waits for brokers that are still starting where it is told to', () => {
    const sample = sampleCluster([1, 2, 3]);
    input(sample, (ctx) => {
      submitAdminRequest(ctx, sample.admin, 'CreateTopics', createOrdersRequest(2, 3), {
        subject: 'orders',
        waitForBrokers: true,
      });
    });
    expect(outcomes(runFor(sample, 3000))).toEqual(['CreateTopics orders: NONE']);
  });

  it('sends requests one after the other, in the order in which they were submitted', () => {
    const sample = sampleCluster([1]);
    input(sample, (ctx) => {
      const options = { subject: 'orders' };
      const grow = {
        topics: [{ name: 'orders', count: 1, assignments: null }],
        timeoutMs: 1,
        validateOnly: false,
      };
      submitAdminRequest(ctx, sample.admin, 'CreateTopics', createOrdersRequest(2, 1), options);
      submitAdminRequest(ctx, sample.admin, 'CreatePartitions', grow, options);
    });
    expect(outcomes(runFor(sample, 3000))).toEqual([
      'CreateTopics orders: NONE',
      'CreatePartitions orders: INVALID_PARTITIONS The topic orders currently has 2 partition(s); 1 would not be an increase.',
    ]);
  });

  it('gives up after default.api.timeout.ms', () => {
    const sample = sampleCluster([]);
    input(sample, (ctx) => {
      submitAdminRequest(ctx, sample.admin, 'UnregisterBroker', { brokerId: 1 }, { subject: '1' });
    });
    expect(outcomes(runFor(sample, 59_000))).toEqual([]);
    expect(outcomes(runFor(sample, 1000))).toEqual([
      'UnregisterBroker 1: REQUEST_TIMED_OUT Timed out waiting for a node assignment. Call: UnregisterBroker',
    ]);
  });
});
