/** Eligible leader replicas, sentence by sentence of KIP-966 and as Apache Kafka 4.3.1 was seen to do it. */
import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { handleControllerRequest } from './controller-apis.ts';
import { commit } from './controller-result.ts';
import { electLeaders } from './elect-leaders.ts';
import {
  askForIsr,
  comeBack,
  crash,
  createOrders,
  heartbeat,
  ordersPartition,
  register,
  sampleController,
  startBrokers,
  stopInOrder,
} from './sample-controller.ts';

const MIN_ISR_2 = { 'min.insync.replicas': '2' };

function clusterWith(replicas: number[], configs: Record<string, string>) {
  const sample = sampleController();
  startBrokers(sample, 1, 2, 3);
  createOrders(sample, replicas, configs);
  return sample;
}

describe('eligible leader replicas', () => {
  it('who leaves an ISR that stays large enough does not become eligible', () => {
    const sample = clusterWith([1, 2, 3], MIN_ISR_2);
    crash(sample, 3);
    expect(ordersPartition(sample)).toMatchObject({ leader: 1, isr: [1, 2], elr: [] });
  });

  it('who leaves an ISR that is then below min.insync.replicas is eligible', () => {
    const sample = clusterWith([3, 1], MIN_ISR_2);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ leader: 3, leaderEpoch: 0, isr: [3], elr: [1] });
  });

  it('min.insync.replicas counts for at most the replication factor', () => {
    const sample = clusterWith([3, 1], { 'min.insync.replicas': '3' });
    expect(ordersPartition(sample).elr).toEqual([]);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ isr: [3], elr: [1] });
  });

  it('the last of the ISR leaves too: no leader, an empty ISR, and it is remembered as the last leader', () => {
    const sample = clusterWith([2], { 'min.insync.replicas': '1' });
    crash(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({
      leader: -1,
      leaderEpoch: 1,
      isr: [],
      elr: [2],
      lastKnownElr: [2],
    });
  });

  it('with an empty ISR an eligible replica leads as soon as it is back, cleanly stopped, and begins the ISR anew', () => {
    const sample = clusterWith([1, 2], MIN_ISR_2);
    stopInOrder(sample, 2);
    const epoch = stopInOrder(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ leader: -1, isr: [], elr: [1, 2], lastKnownElr: [1] });
    register(sample, 1, 'after a clean stop', epoch);
    heartbeat(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({
      leader: 1,
      leaderEpoch: 2,
      isr: [1],
      elr: [2],
      lastKnownElr: [],
      leaderRecoveryState: 0,
    });
  });

  it('a broker that crashed is no longer eligible when it comes back, so it does not lead while another is', () => {
    const sample = clusterWith([3, 1], MIN_ISR_2);
    crash(sample, 3);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ leader: -1, elr: [1, 3], lastKnownElr: [1] });
    comeBack(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({
      leader: -1,
      leaderEpoch: 2,
      elr: [3],
      lastKnownElr: [1],
    });
  });

  it('with nobody eligible left, the last known leader leads again, uncleanly, even where that is not enabled', () => {
    const sample = clusterWith([2], { 'min.insync.replicas': '1' });
    crash(sample, 2);
    comeBack(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({
      leader: 2,
      leaderEpoch: 2,
      isr: [2],
      elr: [],
      lastKnownElr: [],
      leaderRecoveryState: 1,
    });
  });

  it('the last known leader is not elected while it is away', () => {
    const sample = clusterWith([2, 3], { 'min.insync.replicas': '1' });
    crash(sample, 2);
    crash(sample, 3);
    register(sample, 3, 'crashed'); // Registered, so no longer eligible, but not unfenced.
    expect(ordersPartition(sample)).toMatchObject({ leader: -1, elr: [], lastKnownElr: [3] });
    comeBack(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({ leader: -1, elr: [], lastKnownElr: [3] });
  });

  it('an unclean election forgets who was eligible', () => {
    const sample = clusterWith([2, 3], { ...MIN_ISR_2, 'unclean.leader.election.enable': 'true' });
    crash(sample, 2);
    crash(sample, 3);
    comeBack(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({
      leader: 2,
      isr: [2],
      elr: [],
      lastKnownElr: [],
      leaderRecoveryState: 1,
    });
  });

  it('an ISR that is large enough again has no eligible replicas beside it', () => {
    const sample = clusterWith([1, 2, 3], MIN_ISR_2);
    crash(sample, 3);
    crash(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({ isr: [1], elr: [2] });
    comeBack(sample, 3);
    expect(askForIsr(sample, [1, 3]).errorCode).toBe(Errors.NONE);
    expect(ordersPartition(sample)).toMatchObject({ isr: [1, 3], elr: [] });
  });

  it('a lower min.insync.replicas clears them as well', () => {
    const sample = clusterWith([3, 1], MIN_ISR_2);
    crash(sample, 1);
    const { controller, ctx } = sample;
    const configs = [{ name: 'min.insync.replicas', configOperation: 0 as const, value: '1' }];
    const resources = [{ resourceType: RESOURCE_TOPIC, resourceName: 'orders', configs }];
    handleControllerRequest(ctx, controller, {
      kind: 'request',
      api: 'Envelope',
      apiVersion: 0,
      body: {
        requestData: { api: 'IncrementalAlterConfigs', body: { resources, validateOnly: false } },
        requestPrincipal: null,
        clientHostAddress: '',
      },
      id: 1,
      from: 'broker-1',
      to: controller.id,
      fromIncarnation: 0,
      toIncarnation: 0,
      channel: 'forward',
      connection: 0,
      correlationId: 1,
      sizeBytes: 0,
      sentUs: 0,
      arrivesUs: 0,
      causedBy: 0,
    });
    expect(ordersPartition(sample)).toMatchObject({ isr: [3], elr: [] });
  });

  it('asked for an unclean election, the controller takes the last known leader, else anyone', () => {
    const sample = clusterWith([3, 1], MIN_ISR_2);
    crash(sample, 3);
    crash(sample, 1);
    comeBack(sample, 1);
    const asked = {
      electionType: 1,
      topicPartitions: [{ topic: 'orders', partitions: [0] }],
      timeoutMs: 0,
    } as const;
    const answer = commit(sample.ctx, sample.controller, electLeaders(sample.controller, asked));
    expect(answer.replicaElectionResults[0]!.partitionResult[0]!.errorCode).toBe(Errors.NONE);
    expect(ordersPartition(sample)).toMatchObject({
      leader: 1,
      leaderEpoch: 3,
      isr: [1],
      elr: [],
      lastKnownElr: [],
    });
  });
});
