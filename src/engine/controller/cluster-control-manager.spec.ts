import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { allocateProducerIds, processBrokerHeartbeat, unregisterBroker } from './cluster-control-manager.ts';
import {
  codesOf,
  crash,
  createOrders,
  heartbeat,
  ordersPartition,
  passTime,
  register,
  sampleController,
  startBrokers,
} from './sample-controller.ts';

describe('registration', () => {
  it('the broker epoch is the metadata offset of the registration, so a later one is higher', () => {
    const sample = sampleController();
    const end = sample.controller.log.endOffset;
    expect(register(sample, 1, 'a').brokerEpoch).toBe(end);
    expect(register(sample, 2, 'b').brokerEpoch).toBe(end + 1);
  });

  it('a broker begins fenced', () => {
    const sample = sampleController();
    register(sample, 1, 'a');
    expect(sample.controller.image.brokers.get(1)).toMatchObject({
      fenced: true,
      inControlledShutdown: false,
    });
  });

  it('the same process may register again and keeps its epoch and its state', () => {
    const sample = sampleController();
    const { brokerEpoch } = register(sample, 1, 'a');
    heartbeat(sample, 1);
    expect(register(sample, 1, 'a').brokerEpoch).toBe(brokerEpoch);
    expect(sample.controller.image.brokers.get(1)!.fenced).toBe(false);
  });

  it('another process is refused while the session of the last one is valid', () => {
    const sample = sampleController();
    startBrokers(sample, 1);
    passTime(sample, 9000);
    expect(register(sample, 1, 'another').errorCode).toBe(Errors.DUPLICATE_BROKER_REGISTRATION);
    passTime(sample, 1);
    expect(register(sample, 1, 'another').errorCode).toBe(Errors.NONE);
  });

  it('a process after an unclean stop loses its places in the ISR', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2);
    createOrders(sample, [1, 2]);
    // Fenced by its own wish, so it is still in the image, and in no ISR but as an eligible replica.
    heartbeat(sample, 2, { wantFence: true });
    heartbeat(sample, 1, { wantFence: true });
    expect(ordersPartition(sample)).toMatchObject({ isr: [], elr: [1] });
    register(sample, 1, 'another', -1);
    expect(ordersPartition(sample)).toMatchObject({ isr: [], elr: [] });
  });

  it('a process after a clean stop, which names the last epoch, keeps them', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2);
    createOrders(sample, [1, 2]);
    heartbeat(sample, 2, { wantFence: true });
    heartbeat(sample, 1, { wantFence: true });
    register(sample, 1, 'another', sample.controller.image.brokers.get(1)!.epoch);
    expect(ordersPartition(sample)).toMatchObject({ isr: [], elr: [1] });
  });
});

describe('heartbeats', () => {
  it('unfence a broker once it has read as far as its registration', () => {
    const sample = sampleController();
    register(sample, 1, 'a');
    const { registeredAt } = sample.controller.image.brokers.get(1)!;
    expect(heartbeat(sample, 1, { currentMetadataOffset: registeredAt - 1 })).toMatchObject({
      isCaughtUp: false,
      isFenced: true,
    });
    expect(heartbeat(sample, 1, { currentMetadataOffset: registeredAt, wantFence: true })).toMatchObject({
      isCaughtUp: true,
      isFenced: true,
    });
    expect(heartbeat(sample, 1, { currentMetadataOffset: registeredAt })).toMatchObject({ isFenced: false });
    expect(codesOf(sample)).toContain('broker-unfenced');
  });

  it('of a process with another epoch are refused: STALE_BROKER_EPOCH', () => {
    const sample = sampleController();
    startBrokers(sample, 1);
    expect(heartbeat(sample, 1, { brokerEpoch: 77 }).errorCode).toBe(Errors.STALE_BROKER_EPOCH);
  });

  it('keep the session; broker.session.timeout.ms after the last one the broker is fenced', () => {
    const sample = sampleController();
    startBrokers(sample, 1);
    passTime(sample, 8999);
    heartbeat(sample, 1);
    passTime(sample, 9000);
    expect(sample.controller.image.brokers.get(1)!.fenced).toBe(false);
    passTime(sample, 1);
    expect(sample.controller.image.brokers.get(1)!.fenced).toBe(true);
    expect(sample.ctx.notes.at(-1)).toMatchObject({ code: 'broker-fenced', reason: 'session' });
  });

  it('bring a fenced broker back under its old epoch: it was only silent', () => {
    const sample = sampleController();
    startBrokers(sample, 1);
    passTime(sample, 20_000);
    expect(heartbeat(sample, 1)).toMatchObject({ errorCode: Errors.NONE, isFenced: false });
  });
});

describe('controlled shutdown', () => {
  it('a broker that leads nothing may stop at once', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2);
    createOrders(sample, [1, 2]);
    expect(heartbeat(sample, 2, { wantShutDown: true })).toMatchObject({
      shouldShutDown: true,
      isFenced: true,
    });
  });

  it('a leader may stop once every active broker has read of the moved leaderships', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2);
    createOrders(sample, [1, 2]);
    expect(heartbeat(sample, 1, { wantShutDown: true }).shouldShutDown).toBe(false);
    expect(heartbeat(sample, 1, { wantShutDown: true }).shouldShutDown).toBe(false);
    heartbeat(sample, 2);
    expect(heartbeat(sample, 1, { wantShutDown: true }).shouldShutDown).toBe(true);
    expect(sample.ctx.notes.at(-1)).toMatchObject({ code: 'broker-fenced', broker: 1, reason: 'shutdown' });
  });

  it('nobody else in sync: the partition is without leader, and the broker may stop', () => {
    const sample = sampleController();
    startBrokers(sample, 1);
    createOrders(sample, [1]);
    heartbeat(sample, 1, { wantShutDown: true });
    // Nobody leads any more, and there is nobody to wait for.
    expect(ordersPartition(sample).leader).toBe(-1);
    expect(heartbeat(sample, 1, { wantShutDown: true }).shouldShutDown).toBe(true);
  });
});

describe('removal', () => {
  it('an unregistered broker is forgotten, also by a process that still sends heartbeats', () => {
    const sample = sampleController();
    startBrokers(sample, 1);
    const { epoch } = sample.controller.image.brokers.get(1)!;
    expect(unregisterBroker(sample.ctx, sample.controller, { brokerId: 1 }).errorCode).toBe(Errors.NONE);
    expect(sample.controller.image.brokers.has(1)).toBe(false);
    const request = {
      brokerId: 1,
      brokerEpoch: epoch,
      currentMetadataOffset: 9,
      wantFence: false,
      wantShutDown: false,
    };
    const answer = processBrokerHeartbeat(sample.ctx, sample.controller, request);
    expect(answer.errorCode).toBe(Errors.STALE_BROKER_EPOCH);
  });

  it('BROKER_ID_NOT_REGISTERED for one that never was', () => {
    const { ctx, controller } = sampleController();
    expect(unregisterBroker(ctx, controller, { brokerId: 5 })).toMatchObject({
      errorCode: Errors.BROKER_ID_NOT_REGISTERED,
      errorMessage: 'Broker ID 5 is not currently registered',
    });
  });

  it('partitions keep a removed broker among their replicas', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2);
    createOrders(sample, [1, 2]);
    crash(sample, 2);
    unregisterBroker(sample.ctx, sample.controller, { brokerId: 2 });
    expect(ordersPartition(sample)).toMatchObject({ replicas: [1, 2], isr: [1] });
  });
});

it('producer ids are given out a thousand at a time, never twice', () => {
  const sample = sampleController();
  startBrokers(sample, 1, 2);
  const ask = (brokerId: number) => {
    const brokerEpoch = sample.controller.image.brokers.get(brokerId)!.epoch;
    return allocateProducerIds(sample.ctx, sample.controller, { brokerId, brokerEpoch });
  };
  expect(ask(1)).toMatchObject({ producerIdStart: 0, producerIdLen: 1000 });
  expect(ask(2)).toMatchObject({ producerIdStart: 1000, producerIdLen: 1000 });
});
