import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import { firstUnstableOffset } from '../log/transactions.ts';
import {
  answer,
  ask,
  createWorld,
  elect,
  killBroker,
  logAt,
  run,
  type World,
} from '../replica/testing/replica-world.ts';
import {
  addCoordinator,
  aMoment,
  answerAsCoordinator,
  PRODUCER_ID,
  produceInTransaction,
  writeMarkers,
} from './testing/fake-transaction-coordinator.ts';

/** A transaction is open at broker 1, with one record in each partition. */
function openTransaction(brokers = 1, partitions = [0]): World {
  const world = createWorld({ brokers, partitions: partitions.length });
  addCoordinator(world);
  produceInTransaction(world, { partitions });
  aMoment(world);
  answerAsCoordinator(world);
  run(world, 1000);
  world.answers.length = 0;
  return world;
}

function errorsIn(world: World): number[] {
  const { markers } = answer(world, 'WriteTxnMarkers');
  return markers.flatMap(({ topics }) =>
    topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode)),
  );
}

describe('a marker', () => {
  it('ends the transaction in the partition', () => {
    const world = openTransaction();
    expect(firstUnstableOffset(logAt(world, 1).transactions)).toBe(0);
    writeMarkers(world, { coordinatorEpoch: 5 });
    aMoment(world);
    expect(answer(world, 'WriteTxnMarkers')).toEqual({
      markers: [
        {
          producerId: PRODUCER_ID,
          topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode: Errors.NONE }] }],
        },
      ],
    });
    const log = logAt(world, 1);
    expect(firstUnstableOffset(log.transactions)).toBeNull();
    expect(log.segments[0]!.chunk.batches[1]).toMatchObject({
      baseOffset: 1,
      producerId: PRODUCER_ID,
      producerEpoch: 1,
      baseSequence: -1,
      isTransactional: true,
      sizeInBytes: 78,
      records: { kind: 'control', marker: 'COMMIT', coordinatorEpoch: 5 },
    });
  });

  it('is answered for once the replicas in sync have it', () => {
    const world = openTransaction(3);
    writeMarkers(world, { commit: false });
    run(world, 2);
    expect(logAt(world, 1).logEndOffset).toBe(2);
    expect(world.answers).toEqual([]);
    run(world, 1000);
    expect(errorsIn(world)).toEqual([Errors.NONE]);
    expect(logAt(world, 3).segments[0]!.abortedTxnCount).toBe(1);
  });

  it('is given up on after request.timeout.ms', () => {
    const world = openTransaction(2);
    killBroker(world, world.brokers[1]!);
    writeMarkers(world);
    run(world, 29_999);
    expect(world.answers).toEqual([]);
    run(world, 10);
    expect(errorsIn(world)).toEqual([Errors.REQUEST_TIMED_OUT]);
  });

  it('goes to the leader, and to a new one when the old one has lost its place meanwhile', () => {
    const world = openTransaction(2);
    killBroker(world, world.brokers[1]!);
    writeMarkers(world);
    aMoment(world);
    elect(world, 2, [1, 2]);
    aMoment(world);
    expect(errorsIn(world)).toEqual([Errors.NOT_LEADER_OR_FOLLOWER]);
    writeMarkers(world);
    aMoment(world);
    expect(errorsIn(world)).toEqual([Errors.NOT_LEADER_OR_FOLLOWER]);
  });

  it('is not written while too few replicas are in sync', () => {
    const world = createWorld({ brokers: 2, topicConfigs: { 'min.insync.replicas': '2' } });
    elect(world, 1, [1]);
    writeMarkers(world);
    aMoment(world);
    expect(errorsIn(world)).toEqual([Errors.NOT_ENOUGH_REPLICAS]);
  });

  it.each([
    ['by a coordinator of old', { coordinatorEpoch: 6, epoch: 2 }, Errors.TRANSACTION_COORDINATOR_FENCED],
    ['of a transaction before', { coordinatorEpoch: 7, epoch: 0 }, Errors.INVALID_PRODUCER_EPOCH],
    ['once more', { coordinatorEpoch: 7, epoch: 1 }, Errors.NONE],
  ])('%s', (_, marker, expected) => {
    const world = openTransaction();
    writeMarkers(world, { coordinatorEpoch: 7 });
    aMoment(world);
    writeMarkers(world, marker);
    aMoment(world);
    expect(errorsIn(world)).toEqual([expected]);
  });

  it('under TV2 does not end a transaction of its own epoch: it is of the one before', () => {
    const world = openTransaction();
    writeMarkers(world, { epoch: 0 });
    aMoment(world);
    expect(errorsIn(world)).toEqual([Errors.INVALID_PRODUCER_EPOCH]);
  });

  it('is refused for partitions that are not here, one by one', () => {
    const world = openTransaction(1, [0, 1]);
    writeMarkers(world, { partitions: [0, 7, 1] });
    aMoment(world);
    expect(errorsIn(world)).toEqual([Errors.NONE, Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.NONE]);
  });
});

it('a request without markers is answered at once', () => {
  const world = openTransaction();
  ask(world, 1, 'WriteTxnMarkers', { markers: [] });
  aMoment(world);
  expect(answer(world, 'WriteTxnMarkers')).toEqual({ markers: [] });
});

it('DescribeProducers tells who writes, and where open transactions begin', () => {
  const world = openTransaction();
  const other = sampleBatch({ producerId: 5, producerEpoch: 2, baseSequence: 10 });
  ask(world, 1, 'Produce', {
    transactionalId: null,
    acks: -1,
    timeoutMs: 1000,
    topicData: [{ topicId: 'topic-orders', partitionData: [{ index: 0, records: [other] }] }],
  });
  const topics = [
    { name: 'orders', partitionIndexes: [0, 3] },
    { name: 'a/b', partitionIndexes: [0] },
  ];
  aMoment(world);
  ask(world, 1, 'DescribeProducers', { topics });
  aMoment(world);
  const [orders, badlyNamed] = answer(world, 'DescribeProducers').topics;
  const lastTimestamp = other.maxTimestamp;
  expect(orders!.partitions[0]!.activeProducers).toEqual([
    {
      producerId: PRODUCER_ID,
      producerEpoch: 0,
      lastSequence: 0,
      lastTimestamp,
      coordinatorEpoch: -1,
      currentTxnStartOffset: 0,
    },
    {
      producerId: 5,
      producerEpoch: 2,
      lastSequence: 10,
      lastTimestamp,
      coordinatorEpoch: -1,
      currentTxnStartOffset: -1,
    },
  ]);
  expect(orders!.partitions[1]!.errorCode).toBe(Errors.UNKNOWN_TOPIC_OR_PARTITION);
  expect(badlyNamed!.partitions[0]!.errorCode).toBe(Errors.INVALID_TOPIC_EXCEPTION);
});
