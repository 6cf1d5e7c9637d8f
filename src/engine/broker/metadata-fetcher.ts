/**
 * A broker follows the metadata log: it fetches from the controller where its image ends, waits there for what
 * comes next (long poll), and replays what it gets. After Kafka's KafkaRaftClient as an observer, and
 * MetadataLoader.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { Timer } from '../behaviour.ts';
import { replayMetadata } from '../controller/metadata-image.ts';
import { METADATA_TOPIC_ID } from '../controller/reserved-ids.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, readyAtUs, sendRequest } from '../network/network-client.ts';
import { CONTROLLER_NODE } from '../node.ts';
import type { BrokerNode } from './broker.ts';
import { publishChanges } from './broker-metadata-publisher.ts';
import { createMetadataDelta, type MetadataDelta, trackChange } from './metadata-delta.ts';

export interface MetadataFetcher {
  /** Whether replicas have been set up by the image: from then on each change is published. */
  published: boolean;
  /** When to fetch again after a failure. */
  retryAtUs: Micros;
}

/** KafkaRaftClient.MAX_FETCH_WAIT_MS. */
const MAX_WAIT_MS = 500;
const MAX_BYTES = 8_388_608;
/** Defaults of `controller.quorum.request.timeout.ms` and `controller.quorum.retry.backoff.ms`. */
const REQUEST_TIMEOUT_MS = 2000;
const RETRY_BACKOFF_MS = 20;

export function createMetadataFetcher(): MetadataFetcher {
  return { published: false, retryAtUs: NEVER };
}

/** Asks for what follows the image. */
export function fetchMetadata(ctx: Ctx, broker: BrokerNode): void {
  const partition = {
    partition: 0,
    currentLeaderEpoch: -1,
    fetchOffset: broker.disk.metadataOffset,
    lastFetchedEpoch: -1,
    logStartOffset: 0,
    partitionMaxBytes: MAX_BYTES,
    highWatermark: broker.disk.metadataOffset,
  };
  sendRequest(
    ctx,
    broker,
    CONTROLLER_NODE,
    'Fetch',
    {
      replicaState: { replicaId: broker.brokerId, replicaEpoch: -1 },
      maxWaitMs: MAX_WAIT_MS,
      minBytes: 0,
      maxBytes: MAX_BYTES,
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics: [{ topicId: METADATA_TOPIC_ID, partitions: [partition] }],
      forgottenTopicsData: [],
      rackId: '',
    },
    { channel: 'metadata', timeoutMs: REQUEST_TIMEOUT_MS },
  );
}

export function onMetadataFetchResponse(
  ctx: Ctx,
  broker: BrokerNode,
  _request: InFlightRequest,
  response: Response<'Fetch'>,
): void {
  const delta = createMetadataDelta();
  for (const topic of response.body.responses) {
    for (const partition of topic.partitions) {
      for (const batch of partition.records) replayBatch(broker, batch, delta);
    }
  }
  fetchMetadata(ctx, broker);
  if (broker.metadataFetcher.published) publishChanges(ctx, broker, delta);
}

export function onMetadataFetchDisconnect(ctx: Ctx, broker: BrokerNode): void {
  const { metadataFetcher } = broker;
  metadataFetcher.retryAtUs = Math.max(
    ctx.nowUs + RETRY_BACKOFF_MS * MICROS_PER_MS,
    readyAtUs(broker.client, CONTROLLER_NODE, 'metadata'),
  );
  setTimer(ctx, broker, 'metadata-retry', '', metadataFetcher.retryAtUs);
}

function replayBatch(broker: BrokerNode, batch: RecordBatch, delta: MetadataDelta): void {
  const { disk } = broker;
  if (batch.records.kind !== 'metadata') return;
  for (const [index, record] of batch.records.records.entries()) {
    const offset = batch.baseOffset + index;
    if (offset < disk.metadataOffset) continue;
    trackChange(delta, disk.image, record);
    replayMetadata(disk.image, record, offset);
    disk.metadataOffset = offset + 1;
  }
}

export const metadataFetcherTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  'metadata-retry': {
    due: (broker) => broker.metadataFetcher.retryAtUs,
    fire(ctx, broker) {
      broker.metadataFetcher.retryAtUs = NEVER;
      fetchMetadata(ctx, broker);
    },
  },
};
