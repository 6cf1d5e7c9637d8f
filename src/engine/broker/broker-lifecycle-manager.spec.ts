import { describe, expect, it } from 'vitest';
import { submitAdminRequest } from '../client/admin-client.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { setLink } from '../network/network.ts';
import { endProcess } from '../process.ts';
import { shutDownBroker } from './broker-lifecycle-manager.ts';
import {
  brokerOf,
  codesIn,
  input,
  runFor,
  type SampleCluster,
  sampleCluster,
  startBroker,
} from './sample-cluster.ts';

function withOrders(brokerIds: number[], replicationFactor: number): SampleCluster {
  const sample = sampleCluster(brokerIds);
  input(sample, (ctx) => {
    const topic = { name: 'orders', numPartitions: 2, replicationFactor, assignments: [], configs: [] };
    const body = { topics: [topic], timeoutMs: 30_000, validateOnly: false };
    submitAdminRequest(ctx, sample.admin, 'CreateTopics', body, { subject: 'orders', waitForBrokers: true });
  });
  runFor(sample, 2000);
  return sample;
}

const leadersOf = ({ controller }: SampleCluster) =>
  topicByName(controller.image, 'orders')!.partitions.map(({ leader }) => leader);

describe("a broker's start", () => {
  it('registers, catches up with the metadata log, and is unfenced within a few round trips', () => {
    const sample = sampleCluster([1]);
    const notes = runFor(sample, 100);
    expect(codesIn(notes)).toEqual(expect.arrayContaining(['broker-registered', 'broker-unfenced']));
    runFor(sample, 2100);
    expect(brokerOf(sample, 1).lifecycle.state).toBe('RUNNING');
  });

  it('refuses connections until its replicas are set up', () => {
    const sample = sampleCluster([1]);
    const failed = runFor(sample, 5).filter(({ code }) => code === 'request-failed');
    expect(failed[0]).toMatchObject({ client: 'admin', api: 'Metadata', reason: 'reset' });
  });

  it('sends a heartbeat every broker.heartbeat.interval.ms from then on', () => {
    const sample = sampleCluster([1]);
    runFor(sample, 2100);
    sample.sends.length = 0;
    runFor(sample, 10_000);
    expect(
      sample.sends.filter(
        ({ kind, ...rest }) => kind === 'request' && 'api' in rest && rest.api === 'BrokerHeartbeat',
      ),
    ).toHaveLength(5);
  });

  it('after a crash is refused until the last session has run out, then takes part again under a new epoch', () => {
    const sample = withOrders([1, 2], 2);
    const before = brokerOf(sample, 2).lifecycle.brokerEpoch;
    input(sample, (ctx) => endProcess(ctx, brokerOf(sample, 2), 'kill'));
    runFor(sample, 1000);
    input(sample, (ctx) => startBroker(ctx, brokerOf(sample, 2)));
    runFor(sample, 5000);
    expect(brokerOf(sample, 2).lifecycle.brokerEpoch).toBe(-1);
    runFor(sample, 20_000);
    expect(brokerOf(sample, 2).lifecycle.brokerEpoch).toBeGreaterThan(before);
    for (const { isr } of topicByName(sample.controller.image, 'orders')!.partitions)
      expect([...isr].sort()).toEqual([1, 2]);
  });

  it('begins with the image on its disk and fetches only what came since', () => {
    const sample = withOrders([1, 2], 2);
    const { metadataOffset } = brokerOf(sample, 2).disk;
    input(sample, (ctx) => endProcess(ctx, brokerOf(sample, 2), 'kill'));
    sample.sends.length = 0;
    input(sample, (ctx) => startBroker(ctx, brokerOf(sample, 2)));
    const fetch = sample.sends.find((message) => message.channel === 'metadata');
    expect(fetch).toMatchObject({ body: { topics: [{ partitions: [{ fetchOffset: metadataOffset }] }] } });
  });
});

describe("a broker's stop in order", () => {
  it('moves its leaderships first, then ends the process and leaves the mark of a clean stop', () => {
    const sample = withOrders([1, 2], 2);
    const broker = brokerOf(sample, 1);
    const { brokerEpoch } = broker.lifecycle;
    expect([...leadersOf(sample)].sort()).toEqual([1, 2]);
    input(sample, (ctx) => shutDownBroker(ctx, broker));
    const codes = codesIn(runFor(sample, 5000));
    expect(codes.indexOf('leader-elected')).toBeLessThan(codes.indexOf('process'));
    expect(leadersOf(sample)).toEqual([2, 2]);
    expect(broker.process).toBe('stopped');
    expect(broker.disk.cleanShutdownEpoch).toBe(brokerEpoch);
  });

  it('so its next process, which names the epoch, counts as cleanly stopped', () => {
    const sample = withOrders([1], 1);
    input(sample, (ctx) => shutDownBroker(ctx, brokerOf(sample, 1)));
    runFor(sample, 5000);
    expect(leadersOf(sample)).toEqual([-1, -1]);
    input(sample, (ctx) => startBroker(ctx, brokerOf(sample, 1)));
    const elected = runFor(sample, 5000).filter(({ code }) => code === 'leader-elected');
    expect(elected).toHaveLength(2);
    expect(elected[0]).toMatchObject({ leader: 1, unclean: false });
  });

  it('stops at once where controlled.shutdown.enable is false', () => {
    const sample = sampleCluster([1], { 'controlled.shutdown.enable': false });
    runFor(sample, 3000);
    input(sample, (ctx) => shutDownBroker(ctx, brokerOf(sample, 1)));
    expect(brokerOf(sample, 1).process).toBe('stopped');
  });

  it('stops after five minutes without an answer from the controller', () => {
    const sample = withOrders([1, 2], 2);
    input(sample, (ctx) => {
      setLink(ctx.cluster.network, 'broker-1', sample.controller.id, { cut: true });
      shutDownBroker(ctx, brokerOf(sample, 1));
    });
    runFor(sample, 299_000);
    expect(brokerOf(sample, 1).process).toBe('running');
    runFor(sample, 1000);
    expect(brokerOf(sample, 1).process).toBe('stopped');
  });
});

it('a broker cut off from the controller is fenced, goes on without knowing, and comes back when the link heals', () => {
  const sample = withOrders([1, 2], 2);
  input(sample, (ctx) => setLink(ctx.cluster.network, 'broker-1', sample.controller.id, { cut: true }));
  expect(codesIn(runFor(sample, 12_000))).toContain('broker-fenced');
  expect(leadersOf(sample)).toEqual([2, 2]);
  input(sample, (ctx) => setLink(ctx.cluster.network, 'broker-1', sample.controller.id, { cut: false }));
  expect(codesIn(runFor(sample, 20_000))).toContain('broker-unfenced');
});
