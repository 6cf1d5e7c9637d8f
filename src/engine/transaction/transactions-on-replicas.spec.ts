import { expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { lastStableOffset } from '../log/high-watermark.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  createWorld,
  elect,
  fetch,
  fetched,
  killBroker,
  logAt,
  partitionAt,
  produce,
  run,
  startBroker,
  type World,
} from '../replica/testing/replica-world.ts';
import {
  addCoordinator,
  aMoment,
  answerAsCoordinator,
  askedOfCoordinator,
  PRODUCER_ID,
  produceInTransaction,
  writeMarkers,
} from './testing/fake-transaction-coordinator.ts';

/** A plain record, then one of an open transaction, on all replicas. */
function openTransaction(configs = {}): World {
  const world = createWorld({ brokers: 2, configs });
  addCoordinator(world);
  produce(world, 1, sampleBatch());
  run(world, 1000);
  produceInTransaction(world);
  aMoment(world);
  answerAsCoordinator(world);
  run(world, 1000);
  return world;
}

it('a follower ends a read_committed fetch at the last stable offset too, and tells what was aborted (KIP-392)', () => {
  const world = openTransaction({ 'replica.selector.class': 'RackAwareReplicaSelector' });
  fetch(world, 2, 0, { isolationLevel: 1, maxWaitMs: 0 });
  aMoment(world);
  expect(fetched(world)).toMatchObject({ highWatermark: 2, lastStableOffset: 1, abortedTransactions: [] });
  expect(fetched(world).records).toHaveLength(1);
  writeMarkers(world, { commit: false });
  run(world, 2000);
  fetch(world, 2, 0, { isolationLevel: 1, maxWaitMs: 0 });
  aMoment(world);
  expect(fetched(world)).toMatchObject({
    lastStableOffset: 3,
    abortedTransactions: [{ producerId: PRODUCER_ID, firstOffset: 1 }],
  });
  expect(fetched(world).records).toHaveLength(3);
});

it('a marker that is lost with its leader leaves the transaction open, until it is written again', () => {
  const world = openTransaction();
  killBroker(world, world.brokers[1]!);
  writeMarkers(world);
  run(world, 100);
  expect(logAt(world, 1).logEndOffset).toBe(3);
  expect(lastStableOffset(logAt(world, 1))).toBe(1);
  killBroker(world, world.brokers[0]!);
  startBroker(world, world.brokers[1]!);
  elect(world, 2, [2]);
  startBroker(world, world.brokers[0]!);
  produce(world, 2, sampleBatch(), { acks: 1 });
  run(world, 2000);
  const cut = logAt(world, 1);
  expect(world.notes).toContainEqual(
    expect.objectContaining({ code: 'log-truncated', broker: 1, toOffset: 2 }),
  );
  expect(cut.logEndOffset).toBe(3);
  expect(cut.producers.get(PRODUCER_ID)!.currentTxnFirstOffset).toBe(1);
  expect(lastStableOffset(cut)).toBe(1);
});

it('a new leader knows the transactions that are open in its log: nobody need be asked', () => {
  const world = openTransaction();
  elect(world, 2, [1, 2]);
  produceInTransaction(world, { broker: 2, baseSequence: 1 });
  run(world, 1000);
  expect(askedOfCoordinator(world)).toEqual([]);
  expect(logAt(world, 1).logEndOffset).toBe(3);
});

it('what a former leader has asked for is over once it has the batch as a follower', () => {
  const world = createWorld({ brokers: 2 });
  addCoordinator(world);
  produceInTransaction(world);
  aMoment(world);
  expect(partitionAt(world, 1).verificationStates!.size).toBe(1);
  elect(world, 2, [1, 2]);
  const config = { 'transaction.partition.verification.enable': false };
  Object.assign(world.brokers[1]!, { configs: { ...world.brokers[1]!.configs, ...config } });
  produceInTransaction(world, { broker: 2, apiVersion: 11 });
  run(world, 1000);
  expect(partitionAt(world, 1).log.logEndOffset).toBe(1);
  expect(partitionAt(world, 1).verificationStates!.size).toBe(0);
});

it('producers are forgotten after producer.id.expiration.ms, but not while a transaction of theirs is open', () => {
  const world = openTransaction({ 'producer.id.expiration.ms': 1000 });
  produce(world, 1, sampleBatch({ producerId: 5, producerEpoch: 0, baseSequence: 0 }));
  run(world, 1000);
  expect([...logAt(world, 1).producers.keys()]).toEqual([PRODUCER_ID, 5]);
  run(world, 600_000);
  expect([...logAt(world, 1).producers.keys()]).toEqual([PRODUCER_ID]);
  writeMarkers(world);
  run(world, 600_000);
  expect(logAt(world, 1).producers.size).toBe(0);
});

it('what nothing has come of is forgotten as well', () => {
  const world = createWorld({ brokers: 1, configs: { 'producer.id.expiration.ms': 1000 } });
  addCoordinator(world);
  produceInTransaction(world);
  aMoment(world);
  answerAsCoordinator(world, Errors.INVALID_TXN_STATE);
  aMoment(world);
  expect(partitionAt(world, 1).verificationStates!.size).toBe(1);
  run(world, 600_000);
  expect(partitionAt(world, 1).verificationStates!.size).toBe(0);
});
