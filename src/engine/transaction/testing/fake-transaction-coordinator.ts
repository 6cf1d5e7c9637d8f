/** A node that leads `__transaction_state` and answers what the spec says, in a replica world. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { sampleBatch } from '../../log/sample-batch.ts';
import type { Request } from '../../network/message.ts';
import { createNetworkClient, sendReset, sendResponse } from '../../network/network-client.ts';
import { brokerNode, type Node, type NodeBase } from '../../node.ts';
import { act, ask, run, TOPIC_ID, type World } from '../../replica/testing/replica-world.ts';

const COORDINATOR = 9;
export const PRODUCER_ID = 4711;
const TRANSACTIONAL_ID = 'payments';

export function addCoordinator({ cluster, image }: World): void {
  const node: NodeBase = {
    id: brokerNode(COORDINATOR),
    process: 'running',
    incarnation: 1,
    client: createNetworkClient(),
    held: [],
    draws: 0,
  };
  cluster.nodes.set(node.id, node as Node);
  image.brokers.set(COORDINATOR, { ...image.brokers.get(1)!, brokerId: COORDINATOR, epoch: 90 });
  const topicId = 'topic-transaction-state';
  image.topicIds.set('__transaction_state', topicId);
  const [partition] = image.topics.get(TOPIC_ID)!.partitions;
  image.topics.set(topicId, {
    name: '__transaction_state',
    topicId,
    partitions: [{ ...partition!, leader: COORDINATOR, replicas: [COORDINATOR], isr: [COORDINATOR] }],
  });
}

/** What the coordinator has been asked and has not answered, oldest first. */
export function askedOfCoordinator(world: World): Request<'AddPartitionsToTxn'>[] {
  const isOpen = ({ from, correlationId }: Request) =>
    world.cluster.nodes.get(from)!.client.inFlight.has(correlationId);
  return world.requests.filter(
    (request): request is Request<'AddPartitionsToTxn'> =>
      request.api === 'AddPartitionsToTxn' && isOpen(request),
  );
}

/** Answers the oldest request: the same for all partitions. */
export function answerAsCoordinator(world: World, error: ErrorCode = Errors.NONE): void {
  const request = askedOfCoordinator(world)[0]!;
  const resultsByTransaction = request.body.transactions!.map(({ transactionalId, topics }) => ({
    transactionalId,
    topicResults: topics.map(({ name, partitions }) => ({
      name,
      resultsByPartition: partitions.map((partitionIndex) => ({ partitionIndex, partitionErrorCode: error })),
    })),
  }));
  const body = { throttleTimeMs: 0, errorCode: Errors.NONE, resultsByTransaction };
  const coordinator = world.cluster.nodes.get(request.to)!;
  act(world, (ctx) => sendResponse(ctx, coordinator, request, body));
}

export function disconnectCoordinator(world: World): void {
  const request = askedOfCoordinator(world)[0]!;
  act(world, (ctx) => sendReset(ctx, request.to, request.from, request));
}

export interface TransactionalProduce {
  /** 1 unless told otherwise. */
  readonly broker?: number;
  readonly count?: number;
  readonly baseSequence?: number;
  readonly epoch?: number;
  readonly partitions?: readonly number[];
  readonly apiVersion?: number;
  readonly transactionalId?: string;
  readonly channel?: 'data' | 'coordinator';
}

/** A batch in the producer's transaction, by topic id at v13. */
export function produceInTransaction(world: World, produce: TransactionalProduce = {}): void {
  const {
    count = 1,
    baseSequence = 0,
    epoch = 0,
    partitions = [0],
    transactionalId = TRANSACTIONAL_ID,
  } = produce;
  const batch = sampleBatch({
    atMs: Array.from({ length: count }, () => 0),
    producerId: PRODUCER_ID,
    producerEpoch: epoch,
    baseSequence,
  });
  const partitionData = partitions.map((index) => ({
    index,
    records: [{ ...batch, isTransactional: true }],
  }));
  const topicData = [{ name: 'orders', topicId: TOPIC_ID, partitionData }];
  const body = { transactionalId, acks: -1, timeoutMs: 30_000, topicData };
  const { channel = 'data', apiVersion } = produce;
  ask(
    world,
    produce.broker ?? 1,
    'Produce',
    body,
    apiVersion === undefined ? { channel } : { channel, apiVersion },
  );
}

/** The end of the producer's transaction, at broker 1. */
export function writeMarkers(
  world: World,
  marker: {
    readonly commit?: boolean;
    readonly epoch?: number;
    readonly coordinatorEpoch?: number;
    readonly partitions?: readonly number[];
    readonly topic?: string;
    readonly transactionVersion?: number;
  } = {},
): void {
  const { commit = true, epoch = 1, coordinatorEpoch = 0, partitions = [0], topic = 'orders' } = marker;
  const markers = [
    {
      producerId: PRODUCER_ID,
      producerEpoch: epoch,
      transactionResult: commit,
      topics: [{ name: topic, partitionIndexes: partitions }],
      coordinatorEpoch,
      transactionVersion: marker.transactionVersion ?? 2,
    },
  ];
  ask(world, 1, 'WriteTxnMarkers', { markers }, { channel: 'transaction-marker' });
}

/** A moment, in which messages arrive. */
export function aMoment(world: World): void {
  run(world, 5);
}
