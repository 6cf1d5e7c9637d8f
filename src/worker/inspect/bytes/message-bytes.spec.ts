import { describe, expect, it } from 'vitest';
import type { Message } from '../../../engine/network/message.ts';
import type { DissectedField } from '../../../protocol/dissect/dissect-message.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import { ensureValid, readHeader, readRecords } from '../../../protocol/records/default-record-batch.ts';
import { splitIntoBatches } from '../../../protocol/records/memory-records.ts';
import { decodeRequest, decodeResponse } from '../../../protocol/wire.ts';
import { LIBRARY } from '../../../scenario/library/index.ts';
import type { Run } from '../../../scenario/scenario.ts';
import { readScenario } from '../../../scenario/validate.ts';
import { loadDataSets } from '../../../sim/cli-data-sets.ts';
import { randomRun } from '../../../sim/random-run.ts';
import { advanceTo, createSimulation, type Simulation } from '../../../sim/simulation.ts';
import { bytesOfBatch, isSizeReckoned } from './batch-bytes.ts';
import { type Travelling, wireMessage } from './message-bytes.ts';

const RUN_US = 40_000_000;
/** Of each API and direction in a run. */
const EXAMPLES = 30;
const SIZE_BYTES = 4;
/** As a follower, to the quorum, to the controller. */
const BROKER_CLIENT_IDS = /^(broker-\d+-fetcher-0|raft-client-\d+|\d+)$/;

/** What is asked of brokers and the controller by hand; topics that their leaders compress; all kinds of groups. */
const administrated = {
  version: 1,
  cluster: { brokers: 4 },
  topics: [
    ...['gzip', 'snappy', 'lz4', 'zstd'].map((type) => ({
      name: type,
      partitions: 2,
      configs: { 'compression.type': type },
    })),
    { name: 'old', partitions: 1 },
  ],
  producers: ['gzip', 'snappy', 'lz4', 'zstd'].map((topic) => ({
    name: `to ${topic}`,
    topic,
    workload: { type: 'steady', perSecond: 20 },
  })),
  consumers: [
    { name: 'classic', group: 'a', topics: ['gzip', 'snappy'] },
    { name: 'KIP-848', group: 'b', topics: ['lz4', 'zstd'], configs: { 'group.protocol': 'consumer' } },
  ],
  script: [
    { at: '8s', do: 'setTopicConfig', topic: 'gzip', name: 'retention.ms', value: 60_000 },
    { at: '9s', do: 'setBrokerConfig', broker: 1, name: 'log.cleaner.backoff.ms', value: 20_000 },
    { at: '10s', do: 'setPartitions', topic: 'lz4', partitions: 3 },
    { at: '11s', do: 'deleteRecords', topic: 'gzip', partition: 0, beforeOffset: 5 },
    { at: '12s', do: 'deleteTopic', topic: 'old' },
    { at: '13s', do: 'stopBroker', broker: 2, how: 'shutdown' },
    { at: '15s', do: 'startBroker', broker: 2 },
    { at: '18s', do: 'electPreferredLeaders' },
    { at: '19s', do: 'closeConsumer', consumer: 'classic' },
    { at: '20s', do: 'resetOffsets', group: 'a', to: 'earliest' },
    { at: '21s', do: 'startConsumer', consumer: 'classic' },
    { at: '22s', do: 'stopBroker', broker: 4, how: 'shutdown' },
    { at: '24s', do: 'removeBroker', broker: 4 },
  ],
};

const runs: [string, Run][] = [
  ...LIBRARY.flatMap(({ entries }) => entries).map(({ id, document }): [string, Run] => [
    id,
    builtinRun(document),
  ]),
  ['what tools and hands ask for', builtinRun(administrated)],
  ...[1, 2, 3, 4, 5, 6].map((seed): [string, Run] => [`random ${seed}`, randomRun(seed)]),
];

describe.each(runs)('whatever nodes send, in %s', (_, run) => {
  const simulation = createSimulation(run, loadDataSets(run.scenario));
  const { messages, batches } = sentIn(simulation);

  it('is on the wire what it is in the engine', () => {
    expect(messages.length).toBeGreaterThan(50);
    for (const message of messages) {
      const bytes = wireMessage(simulation, message).bytes.subarray(SIZE_BYTES);
      const what = `${message.api} ${message.kind}`;
      if (message.kind === 'request') {
        const { header, body } = decodeRequest(bytes);
        expect(header, what).toMatchObject({ api: message.api, correlationId: message.correlationId });
        expect(header.clientId, message.channel).toMatch(
          message.from.startsWith('broker-') ? BROKER_CLIENT_IDS : message.from,
        );
        expect(body, what).toMatchObject(inEngine(simulation, message));
      } else {
        const { header, body } = decodeResponse(message.api, message.apiVersion, bytes);
        expect(header.correlationId, what).toBe(message.correlationId);
        expect(body, what).toMatchObject(inEngine(simulation, message));
      }
    }
  });

  it('has a place for every field, inside the field around it, and none is left over', () => {
    for (const message of messages) {
      const { bytes, fields } = wireMessage(simulation, message);
      expectInOrder(fields, 0, bytes.length, `${message.api} ${message.kind}`);
      expect(fields.map(({ name }) => name)).toEqual(['size', 'header', 'body']);
      expect(fields.at(-1)?.to).toBe(bytes.length);
      expect(fields[0]?.value).toBe(bytes.length - SIZE_BYTES);
    }
  });

  it('has batches of the size that the engine knew without making them', () => {
    expect(batches.length).toBeGreaterThan(10);
    for (const batch of batches) {
      const bytes = bytesOfBatch(simulation, batch);
      const header = readHeader(bytes);
      expect(header.baseOffset).toBe(batch.baseOffset);
      expect(header.lastOffset).toBe(batch.lastOffset);
      expect(() => ensureValid(bytes)).not.toThrow();
      expect(readRecords(bytes)).toHaveLength(header.recordCount);
      if (!isSizeReckoned(batch)) expect(bytes, batch.records.kind).toHaveLength(batch.sizeInBytes);
    }
  });
});

function builtinRun(document: unknown): Run {
  const read = readScenario(document);
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return { scenario: read.scenario, seed: read.scenario.seed, actions: [] };
}

function sentIn(simulation: Simulation): { messages: Travelling[]; batches: RecordBatch[] } {
  const examples = new Map<string, Travelling[]>();
  const batches = new Set<RecordBatch>();
  advanceTo(simulation, RUN_US, ({ effects }) => {
    for (const message of effects.sends as Message[]) {
      if (message.kind === 'reset') continue;
      const kind = `${message.api} ${message.kind} ${message.channel}`;
      const ofKind = examples.get(kind) ?? [];
      examples.set(kind, ofKind);
      const carried = batchesIn(message.body);
      // Empty fetches are many, and soon told.
      if (message.api === 'Fetch' && carried.length === 0 && ofKind.length > 3) continue;
      if (ofKind.length < EXAMPLES) {
        ofKind.push(message);
        for (const batch of carried) batches.add(batch);
      }
    }
  });
  return { messages: [...examples.values()].flat(), batches: [...batches] };
}

function batchesIn(value: unknown): RecordBatch[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value.flatMap(batchesIn);
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'records' && Array.isArray(field) ? (field as RecordBatch[]) : batchesIn(field),
  );
}

/** The body as a reader of its bytes has it. What an Envelope holds is compared by whoever reads it. */
function inEngine(simulation: Simulation, { api, body }: Travelling): object {
  if (api === 'Envelope') return {};
  return withBytes(simulation, body) as object;
}

function withBytes(simulation: Simulation, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((each) => withBytes(simulation, each));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'records' && Array.isArray(field)
        ? expect.toSatisfy((bytes: Uint8Array) => holdsBatches(simulation, bytes, field as RecordBatch[]))
        : withBytes(simulation, field),
    ]),
  );
}

function holdsBatches(simulation: Simulation, bytes: Uint8Array, batches: readonly RecordBatch[]): boolean {
  const found = splitIntoBatches(bytes);
  return (
    found.length === batches.length &&
    found.every((each, index) => {
      const expected = bytesOfBatch(simulation, batches[index]!);
      return each.length === expected.length && each.every((byte, at) => byte === expected[at]);
    })
  );
}

/** Fields follow one another and lie inside what is around them; those of compressed records all have its place. */
function expectInOrder(fields: readonly DissectedField[], from: number, to: number, what: string): void {
  let last = from;
  for (const field of fields) {
    const sameBytes = field.from === from && field.to === to;
    if (!sameBytes && field.from < last) throw new Error(`${what}: ${field.name} begins before ${last}`);
    if (field.to > to || field.to < field.from) throw new Error(`${what}: ${field.name} ends at ${field.to}`);
    last = sameBytes ? last : field.to;
    expectInOrder(field.inner, field.from, field.to, `${what} ${field.name ?? '·'}`);
  }
}
