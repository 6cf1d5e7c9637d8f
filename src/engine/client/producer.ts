/**
 * A producer: takes records from its application, gathers them into batches (record-accumulator.ts) and
 * brings these to the partitions' leaders (sender.ts). After KafkaProducer.
 */
import { NEVER } from '../../kernel/brand.ts';
import type { ProducerConfig } from '../../protocol/config/producer-config.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Ctx } from '../ctx.ts';
import type { AnyRequest, AnyResponse } from '../network/message.ts';
import { createNetworkClient, type InFlightRequest } from '../network/network-client.ts';
import type { NodeBase, NodeId } from '../node.ts';
import { endProcess } from '../process.ts';
import { transactions } from '../transaction/transactions.ts';
import { failBatch } from './batch-completion.ts';
import { takeBlocked } from './blocked-sends.ts';
import {
  addTopic,
  type ClientMetadata,
  createClientMetadata,
  type MetadataRequestContext,
  maybeUpdateMetadata,
  metadataTimers,
  onMetadataDisconnect,
  onMetadataResponse,
} from './client-metadata.ts';
import { isIdempotent } from './idempotence.ts';
import {
  type InitProducerIdContext,
  onInitProducerIdDisconnect,
  onInitProducerIdResponse,
} from './init-producer-id.ts';
import { onProduceDisconnect, onProduceResponse } from './produce-response.ts';
import type { ReconnectContext } from './reconnect.ts';
import {
  acceptRecords,
  allQueues,
  appendWaiting,
  createRecordAccumulator,
  type RecordAccumulator,
  type Records,
} from './record-accumulator.ts';
import { failRecords } from './record-failure.ts';
import { createSender, type ProduceContext, runSender, type Sender } from './sender.ts';
import type { TransactionPlan } from './transaction/transaction.ts';
import type { TransactionalContext } from './transaction/transactional-request.ts';
import { createTransactionManager, type TransactionManager } from './transaction-manager.ts';

export interface ProducerNode extends NodeBase {
  readonly kind: 'producer';
  /** Names the producer's records: `DataRecords.stream`. */
  readonly streamId: number;
  readonly bootstrap: readonly NodeId[];
  /** Topics that it is known to write to; others are learned when first written to. */
  readonly topics: readonly string[];
  configs: ProducerConfig;
  /** Whether `enable.idempotence` was set and not left to its default. */
  explicitIdempotence: boolean;
  /** With a `transactional.id`: what its application makes a transaction of, from the next on; null: as `createTransaction` has it. */
  transactions: TransactionPlan | null;
  /** The consumer in whose process it lives, and whose records it sends on; absent: it is a process by itself. */
  readonly forwardsFrom?: NodeId;
  metadata: ClientMetadata;
  accumulator: RecordAccumulator;
  sender: Sender;
  /** Null: the producer is not idempotent. */
  transactionManager: TransactionManager | null;
  /** Batches that have failed so far. */
  failures: number;
  /** Takes no more records, sends what it has, and then ends. */
  closing: boolean;
}

export interface ProducerSettings {
  readonly id: NodeId;
  readonly streamId: number;
  readonly bootstrap: readonly NodeId[];
  readonly topics: readonly string[];
  readonly configs: ProducerConfig;
  readonly explicitIdempotence?: boolean;
  readonly transactions?: TransactionPlan | null;
  readonly forwardsFrom?: NodeId;
}

/** A producer that does not run yet. */
export function createProducer(settings: ProducerSettings): ProducerNode {
  const explicitIdempotence = settings.explicitIdempotence ?? false;
  const plan = settings.transactions ?? null;
  return {
    kind: 'producer',
    process: 'stopped',
    incarnation: 0,
    held: [],
    draws: 0,
    ...settings,
    explicitIdempotence,
    transactions: plan,
    ...memoryOfNewProducer({ ...settings, explicitIdempotence, transactions: plan }),
  };
}

type ProducerSetup = Pick<
  ProducerNode,
  'bootstrap' | 'topics' | 'configs' | 'explicitIdempotence' | 'transactions'
>;

/** All that a producer forgets when its process ends. */
function memoryOfNewProducer(producer: ProducerSetup) {
  const { configs } = producer;
  return {
    client: createNetworkClient(configs['reconnect.backoff.ms'], configs['reconnect.backoff.max.ms']),
    metadata: createClientMetadata(producer.bootstrap, producer.topics),
    accumulator: createRecordAccumulator(configs['buffer.memory']),
    sender: createSender(),
    transactionManager: isIdempotent(producer) ? newTransactionManager(producer) : null,
    failures: 0,
    closing: false,
  };
}

function newTransactionManager({ configs, transactions: plan }: ProducerSetup): TransactionManager {
  const id = configs['transactional.id'];
  return createTransactionManager(id === null ? null : transactions.rules().createTransaction(id, plan));
}

/**
 * Begins the work of a process that runs since just now (`beginProcess`), with an empty memory. Records that an
 * earlier life never got an answer for are told as failed, if that has not been done at its end.
 */
export function startProducer(ctx: Ctx, producer: ProducerNode): void {
  abandonRecords(ctx, producer);
  const { nextCorrelationId } = producer.client;
  Object.assign(producer, memoryOfNewProducer(producer));
  producer.client.nextCorrelationId = nextCorrelationId;
  maybeUpdateMetadata(ctx, producer);
  run(ctx, producer);
}

/**
 * With the process its records end, whether they wait, or are in flight and perhaps written: they are told as
 * failed with NETWORK_EXCEPTION. To be called where a producer is killed.
 */
export function abandonRecords(ctx: Ctx, producer: ProducerNode): void {
  const { accumulator } = producer;
  for (const { topic, records } of takeBlocked(producer))
    failRecords(ctx, producer, topic, records, 'NETWORK_EXCEPTION');
  for (const queue of allQueues(accumulator)) {
    for (const batch of [...queue.inFlight.splice(0), ...queue.batches.splice(0)])
      failBatch(ctx, producer, queue, batch, 'NETWORK_EXCEPTION', false);
  }
}

/**
 * The application hands over records of one topic: KafkaProducer.send, one or many at once. Not to be called
 * while the process is frozen: then its application is too.
 */
export function sendRecords(ctx: Ctx, producer: ProducerNode, topic: string, records: Records): void {
  if (producer.closing || producer.process === 'stopped') {
    failRecords(ctx, producer, topic, records, 'NETWORK_EXCEPTION');
    return;
  }
  addTopic(ctx, producer, topic);
  const transaction = producer.transactionManager?.transaction;
  if (transaction) transaction.application.waiting.push({ topic, records });
  if (transaction || acceptRecords(ctx, producer, topic, records)) run(ctx, producer);
}

/** Sends what it has, whether it has lingered or not, and ends the process once all of it is settled. */
export function closeProducer(ctx: Ctx, producer: ProducerNode): void {
  if (producer.process !== 'running' || producer.closing) return;
  producer.closing = true;
  for (const { topic, records } of takeBlocked(producer))
    failRecords(ctx, producer, topic, records, 'NETWORK_EXCEPTION');
  run(ctx, producer);
}

function run(ctx: Ctx, producer: ProducerNode): void {
  runSender(ctx, producer);
  const { blocked } = producer.accumulator;
  while (blocked.on === 'buffer' && appendWaiting(ctx, producer)) runSender(ctx, producer);
  if (producer.forwardsFrom !== undefined) {
    transactions.rules().runForwarder(ctx, producer.forwardsFrom);
    return;
  }
  const transaction = producer.transactionManager?.transaction;
  const isEnded =
    !transaction || transactions.rules().runTransactionalApplication(ctx, producer, transaction);
  if (producer.closing && producer.process === 'running' && !hasIncomplete(producer) && isEnded)
    endProcess(ctx, producer, 'close');
}

/** Whether any record still waits to be acknowledged or to fail. */
export function hasIncomplete(producer: ProducerNode): boolean {
  if (producer.accumulator.blocked.waiting.length > 0) return true;
  for (const queue of allQueues(producer.accumulator))
    if (queue.batches.length > 0 || queue.inFlight.some((batch) => !batch.done)) return true;
  return false;
}

type RequestContext =
  | ProduceContext
  | InitProducerIdContext
  | TransactionalContext
  | ReconnectContext
  | MetadataRequestContext;

function onResponse(ctx: Ctx, producer: ProducerNode, request: InFlightRequest, response: AnyResponse): void {
  const manager = producer.transactionManager;
  switch (response.api) {
    case 'Produce':
      onProduceResponse(ctx, producer, request.context as ProduceContext, response);
      break;
    case 'ApiVersions':
      // The connection stands again, which is all that was to be known.
      break;
    case 'InitProducerId':
    case 'FindCoordinator':
    case 'TxnOffsetCommit':
    case 'EndTxn':
      if (manager?.transaction)
        transactions.rules().onTransactionalResponse(ctx, producer, manager.transaction, response);
      else if (response.api === 'InitProducerId') onInitProducerIdResponse(ctx, producer, response);
      break;
    case 'Metadata':
      onMetadataResponse(ctx, producer, request, response);
      appendWaiting(ctx, producer);
      break;
    default:
      throw new Error(`producer ${producer.id} never asks ${response.api}`);
  }
  maybeUpdateMetadata(ctx, producer);
  run(ctx, producer);
}

function onDisconnect(
  ctx: Ctx,
  producer: ProducerNode,
  request: InFlightRequest,
  reason: 'reset' | 'timeout',
): void {
  const context = request.context as RequestContext;
  if (context.kind === 'produce') onProduceDisconnect(ctx, producer, context, reason);
  else if (context.kind === 'init-producer-id') onInitProducerIdDisconnect(ctx, producer);
  else if (context.kind === 'transactional')
    transactions.rules().onTransactionalDisconnect(producer, request);
  onMetadataDisconnect(ctx, producer, request);
  run(ctx, producer);
}

function onRequest(_ctx: Ctx, producer: ProducerNode, request: AnyRequest): void {
  throw new Error(`producer ${producer.id} is asked ${request.api}`);
}

export const producerBehaviour: Behaviour<ProducerNode> = {
  onRequest,
  onResponse,
  onDisconnect,
  timers: {
    ...metadataTimers,
    block: {
      due: (producer) => producer.accumulator.blocked.dueUs,
      fire(ctx, producer) {
        appendWaiting(ctx, producer);
        run(ctx, producer);
      },
    },
    application: {
      due: (producer) => producer.transactionManager?.transaction?.application.dueUs,
      fire: run,
    },
    sender: {
      due: (producer) => producer.sender.dueUs,
      fire(ctx, producer) {
        producer.sender.dueUs = NEVER;
        run(ctx, producer);
      },
    },
  },
};
