import { expect, it } from 'vitest';
import type { Request, Response } from '../network/message.ts';
import { handleMetadataFetch } from './metadata-log.ts';
import { METADATA_TOPIC_ID } from './reserved-ids.ts';
import { passTime, register, type SampleController, sampleController } from './sample-controller.ts';

function fetchFrom({ controller, ctx }: SampleController, fetchOffset: number): void {
  const partition = {
    partition: 0,
    currentLeaderEpoch: -1,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: 0,
    partitionMaxBytes: 1000,
    highWatermark: 0,
  };
  const request: Request<'Fetch'> = {
    kind: 'request',
    api: 'Fetch',
    apiVersion: 18,
    body: {
      replicaState: { replicaId: 1, replicaEpoch: -1 },
      maxWaitMs: 500,
      minBytes: 0,
      maxBytes: 1000,
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics: [{ topicId: METADATA_TOPIC_ID, partitions: [partition] }],
      forgottenTopicsData: [],
      rackId: '',
    },
    id: 1,
    from: 'broker-1',
    to: controller.id,
    fromIncarnation: 0,
    toIncarnation: 0,
    channel: 'metadata',
    connection: 0,
    correlationId: 1,
    sizeBytes: 0,
    sentUs: 0,
    arrivesUs: 0,
    causedBy: 0,
  };
  handleMetadataFetch(ctx, controller, request);
}

function answers({ ctx }: SampleController) {
  return ctx.sends.map((message) => {
    const { body } = message as Response<'Fetch'>;
    return body.responses[0]!.partitions[0]!.records.map(({ baseOffset, records }) => ({
      baseOffset,
      types: records.kind === 'metadata' ? records.records.map(({ type }) => type) : [],
    }));
  });
}

it('a fetch below the end is answered at once with all that follows', () => {
  const sample = sampleController();
  register(sample, 1, 'a');
  fetchFrom(sample, 1);
  expect(answers(sample)).toEqual([[{ baseOffset: 1, types: ['RegisterBrokerRecord'] }]]);
});

it('a fetch at the end waits for the next change', () => {
  const sample = sampleController();
  fetchFrom(sample, sample.controller.log.endOffset);
  expect(answers(sample)).toEqual([]);
  register(sample, 1, 'a');
  expect(answers(sample)).toEqual([[{ baseOffset: 1, types: ['RegisterBrokerRecord'] }]]);
});

it('and is answered with nothing when none comes in time', () => {
  const sample = sampleController();
  fetchFrom(sample, sample.controller.log.endOffset);
  passTime(sample, 500);
  expect(answers(sample)).toEqual([[]]);
});
