/** Which change of its ISR a leader is granted, and in which order Kafka looks for reasons not to. */
import { describe, expect, it } from 'vitest';
import { Errors, errorName } from '../../protocol/errors.ts';
import type { AlterPartitionRequest } from '../../protocol/messages/56-alter-partition.ts';
import { alterPartition } from './alter-partition.ts';
import { commit } from './controller-result.ts';
import {
  comeBack,
  crash,
  createOrders,
  heartbeat,
  ordersPartition,
  type SampleController,
  sampleController,
  startBrokers,
} from './sample-controller.ts';

type Asked = AlterPartitionRequest['topics'][number]['partitions'][number];

/** Leader 1 asks for a change of `orders`, whose replicas are 1, 2, 3. */
function ask(
  sample: SampleController,
  special: Partial<Asked> & { topicId?: string; brokerId?: number },
): string {
  const { controller, ctx } = sample;
  const { topicId = controller.image.topicIds.get('orders')!, brokerId = 1, ...partition } = special;
  const { leaderEpoch, partitionEpoch } = ordersPartition(sample);
  const asked: Asked = {
    partitionIndex: 0,
    leaderEpoch,
    partitionEpoch,
    leaderRecoveryState: 0,
    newIsrWithEpochs: replicas(1, 2),
    ...partition,
  };
  const answer = commit(
    ctx,
    controller,
    alterPartition(controller, {
      brokerId,
      brokerEpoch: controller.image.brokers.get(brokerId)!.epoch,
      topics: [{ topicId, partitions: [asked] }],
    }),
  );
  return errorName(answer.topics[0]!.partitions[0]!.errorCode);
}

function replicas(...brokerIds: number[]) {
  return brokerIds.map((brokerId) => ({ brokerId, brokerEpoch: -1 }));
}

function led(): SampleController {
  const sample = sampleController();
  startBrokers(sample, 1, 2, 3);
  createOrders(sample, [1, 2, 3]);
  return sample;
}

describe('AlterPartition', () => {
  it('is granted to the leader with the current epochs, and told back as it now is', () => {
    const sample = led();
    expect(ask(sample, {})).toBe('NONE');
    expect(ordersPartition(sample)).toMatchObject({ isr: [1, 2], partitionEpoch: 1, leaderEpoch: 0 });
    expect(sample.ctx.notes.at(-1)).toMatchObject({
      code: 'isr-changed',
      isr: [1, 2],
      previousIsr: [1, 2, 3],
    });
  });

  it('STALE_BROKER_EPOCH, for all of the request, from a process that is no longer registered', () => {
    const { controller } = led();
    const { response } = alterPartition(controller, { brokerId: 1, brokerEpoch: 0, topics: [] });
    expect(response.errorCode).toBe(Errors.STALE_BROKER_EPOCH);
  });

  it('UNKNOWN_TOPIC_ID and UNKNOWN_TOPIC_OR_PARTITION for what there is not', () => {
    expect(ask(led(), { topicId: 'AAAAAAAAAAAAAAAAAAAAAA' })).toBe('UNKNOWN_TOPIC_ID');
    expect(ask(led(), { partitionIndex: 4 })).toBe('UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('NOT_CONTROLLER when the leader knows of later epochs than we do', () => {
    expect(ask(led(), { leaderEpoch: 1 })).toBe('NOT_CONTROLLER');
    expect(ask(led(), { partitionEpoch: 9 })).toBe('NOT_CONTROLLER');
  });

  it('FENCED_LEADER_EPOCH from a leader of the past', () => {
    const sample = led();
    crash(sample, 1);
    comeBack(sample, 1);
    expect(ask(sample, { leaderEpoch: 0 })).toBe('FENCED_LEADER_EPOCH');
  });

  it('INVALID_REQUEST from who does not lead', () => {
    expect(ask(led(), { brokerId: 2 })).toBe('INVALID_REQUEST');
  });

  it('INVALID_UPDATE_VERSION when the partition has changed since', () => {
    const sample = led();
    ask(sample, {});
    expect(ask(sample, { partitionEpoch: 0 })).toBe('INVALID_UPDATE_VERSION');
  });

  it('INVALID_REQUEST for an ISR without its leader, with a stranger, twice the same, or empty', () => {
    expect(ask(led(), { newIsrWithEpochs: replicas(2, 3) })).toBe('INVALID_REQUEST');
    expect(ask(led(), { newIsrWithEpochs: replicas(1, 4) })).toBe('INVALID_REQUEST');
    expect(ask(led(), { newIsrWithEpochs: replicas(1, 1) })).toBe('INVALID_REQUEST');
    expect(ask(led(), { newIsrWithEpochs: replicas() })).toBe('INVALID_REQUEST');
  });

  it('INVALID_REQUEST for going back to recovering', () => {
    expect(ask(led(), { leaderRecoveryState: 1, newIsrWithEpochs: replicas(1) })).toBe('INVALID_REQUEST');
  });

  it('INELIGIBLE_REPLICA for a broker that is fenced or shutting down', () => {
    const fenced = led();
    crash(fenced, 3);
    expect(ask(fenced, { newIsrWithEpochs: replicas(1, 2, 3) })).toBe('INELIGIBLE_REPLICA');
    const stopping = sampleController();
    startBrokers(stopping, 1, 2, 3);
    createOrders(stopping, [1, 2, 3]);
    heartbeat(stopping, 3, { wantShutDown: true });
    expect(ask(stopping, { newIsrWithEpochs: replicas(1, 2, 3) })).toBe('INELIGIBLE_REPLICA');
  });

  it('INELIGIBLE_REPLICA for an earlier process of the broker (KIP-903)', () => {
    const sample = led();
    const before = sample.controller.image.brokers.get(3)!.epoch;
    crash(sample, 3);
    comeBack(sample, 3);
    const isr = [...replicas(1, 2), { brokerId: 3, brokerEpoch: before }];
    expect(ask(sample, { newIsrWithEpochs: isr })).toBe('INELIGIBLE_REPLICA');
  });

  it('an ISR that is what it is changes nothing', () => {
    const sample = led();
    expect(ask(sample, { newIsrWithEpochs: replicas(1, 2, 3) })).toBe('NONE');
    expect(ordersPartition(sample).partitionEpoch).toBe(0);
  });
});
