import { beforeAll, describe, expect, it } from 'vitest';
import { readScenario } from '../../../scenario/validate.ts';
import type { ByteField, BytesView } from '../../../view/bytes.ts';
import { buildFrame } from '../../frame-builder.ts';
import { advance, createSession, type Session, step } from '../../session.ts';
import { entryDetail } from '../entry-detail.ts';
import { bytesOf } from './bytes-view.ts';
import { messagesOf } from './message-list.ts';

const never = (): boolean => false;

function watched(untilMs: number, configs: Record<string, string> = {}): Session {
  const read = readScenario({
    version: 1,
    topics: [{ name: 'orders', partitions: 2, configs }],
    producers: [
      { name: 'checkout', topic: 'orders', workload: { type: 'steady', perSecond: 12, keys: { count: 3 } } },
    ],
    consumers: ['Consumer 1', 'Consumer 2'].map((name) => ({ name, group: 'billing', topics: ['orders'] })),
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  const session = createSession({ scenario: read.scenario, seed: 1, actions: [] }, new Map());
  advance(session, untilMs * 1000, never);
  buildFrame(session, 0, true);
  return session;
}

function valueOnHover({ simulation }: Session, offset: number): string | null {
  const detail = entryDetail(simulation, 'orders', 0, offset);
  if (detail?.kind !== 'record') throw new Error(`no record at ${offset}`);
  return detail.value;
}

/** The field that the names and places lead to. */
function at(view: { readonly fields: readonly ByteField[] }, ...path: (string | number)[]): ByteField {
  let fields = view.fields;
  let found: ByteField | undefined;
  for (const part of path) {
    found = typeof part === 'number' ? fields[part] : fields.find(({ name }) => name === part);
    if (!found) throw new Error(`no ${part} among ${fields.map(({ name }) => name)}`);
    fields = found.inner;
  }
  return found!;
}

/** Steps until such a message has arrived, and looks at it. */
function arriving(session: Session, api: string, direction: string): BytesView {
  for (let steps = 0; steps < 400; steps++) {
    step(session, 'message', never);
    const line = messagesOf(session, null).lines.find(({ id }) => id === session.stepped);
    if (line?.api !== api || line.direction !== direction) continue;
    const view = bytesOf(session, { kind: 'message', id: line.id });
    if (view) return view;
  }
  throw new Error(`no ${direction} of ${api}`);
}

describe('a message looked at', () => {
  it('a Produce request: its header, what its acks mean, its batch, the checksum, each record', () => {
    const session = watched(10_000);
    const view = arriving(session, 'Produce', 'request');
    expect(view.heading).toMatchObject({ apiKey: 0, version: 13, headerVersion: 2, flexible: true });
    expect(at(view, 'header', 'requestApiKey')).toMatchObject({
      value: 0,
      meaning: 'Produce',
      from: 4,
      to: 6,
    });
    expect(at(view, 'header', 'clientId')).toMatchObject({ value: 'checkout', type: 'string' });
    expect(at(view, 'body', 'acks')).toMatchObject({ value: -1, meaning: 'all' });
    expect(at(view, 'body', 'topicData', 0, 'topicId').meaning).toBe('orders');
    const batch = ['body', 'topicData', 0, 'partitionData', 0, 'records', 0];
    expect(at(view, ...batch, 'crc')).toMatchObject({ valid: true, type: 'uint32' });
    expect(at(view, ...batch, 'magic').value).toBe(2);
    const value = at(view, ...batch, 'records', 0, 'value');
    expect(value.value).toMatch(/^\{"event":/);
    expect(new TextDecoder().decode(view.bytes.subarray(value.from, value.to))).toBe(value.value);
    expect(at(view, ...batch, 'records', 0, 'valueLength')).toMatchObject({
      type: 'varint',
      value: value.to - value.from,
    });
  });

  it('a JoinGroup request: what the member tells the leader is read too', () => {
    const view = arriving(watched(0), 'JoinGroup', 'request');
    const subscription = at(view, 'body', 'protocols', 0, 'metadata');
    expect(subscription.value).toBeNull();
    expect(subscription.inner.map(({ name }) => name)).toEqual([
      'version',
      'topics',
      'userData',
      'ownedPartitions',
      'generationId',
      'rackId',
    ]);
    expect(at(view, 'body', 'protocols', 0, 'metadata', 'topics', 0).value).toBe('orders');
    expect(at(view, 'body', 'protocols', 0, 'metadata', 'version').from).toBe(
      subscription.to - lengthOf(subscription),
    );
  });

  it('a SyncGroup response: the assignment', () => {
    const view = arriving(watched(0), 'SyncGroup', 'response');
    expect(at(view, 'body', 'assignment', 'assignedPartitions', 0, 'topic').value).toBe('orders');
  });

  it('an error by its name', () => {
    const session = watched(0);
    const view = arriving(session, 'JoinGroup', 'response');
    expect(at(view, 'body', 'errorCode')).toMatchObject({ value: 79, meaning: 'MEMBER_ID_REQUIRED' });
    expect(view.heading).toMatchObject({ error: 'MEMBER_ID_REQUIRED', state: 'arrived' });
  });

  it('is null once the message is no longer kept', () => {
    expect(bytesOf(watched(0), { kind: 'message', id: 99_999 })).toBeNull();
  });
});

/** Of what is inside, without the length before it. */
function lengthOf({ inner }: ByteField): number {
  return inner.at(-1)!.to - inner[0]!.from;
}

describe('a batch looked at', () => {
  let session: Session;
  beforeAll(() => {
    session = watched(12_000);
  });

  it('has the record that was asked for in focus, with the value that a hover shows', () => {
    const view = bytesOf(session, { kind: 'batch', topic: 'orders', partition: 0, offset: 3 })!;
    const [records, record] = view.focus;
    const fields = view.fields[records!]!.inner[record!]!;
    expect(fields.inner.find(({ name }) => name === 'offsetDelta')?.meaning).toBe('offset 3');
    expect(fields.inner.find(({ name }) => name === 'value')?.value).toBe(valueOnHover(session, 3));
    expect(at(view, 'attributes', 'compression').value).toBe('none');
    expect(view.reckonedBytes).toBeNull();
  });

  it('of __consumer_offsets says what the coordinator wrote', () => {
    const records = recordsOfOffsetsTopic(session);
    const [group] = records
      .filter((record) => at(record, 'key', 'recordType').meaning === 'GroupMetadata')
      .slice(-1);
    expect(at(group!, 'key', 'group').value).toBe('billing');
    const assigned = ['value', 'members', 0, 'assignment', 'assignedPartitions', 0];
    expect(at(group!, ...assigned, 'topic').value).toBe('orders');
    const [commit] = records.filter((record) => at(record, 'key', 'recordType').meaning === 'OffsetCommit');
    expect(at(commit!, 'key', 'topic').value).toBe('orders');
    expect(at(commit!, 'value', 'offset').value).toBeGreaterThan(0);
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])(
    'that its leader compressed (%s): records lie in all of the bytes together, and its size is reckoned',
    (type) => {
      const compressed = watched(12_000, { 'compression.type': type });
      const view = bytesOf(compressed, { kind: 'batch', topic: 'orders', partition: 0, offset: 3 })!;
      expect(at(view, 'attributes', 'compression').value).toBe(type);
      const records = at(view, 'records');
      const [record] = records.inner.slice(view.focus[1]);
      expect(record).toMatchObject({ from: records.from, to: records.to });
      expect(record?.inner.find(({ name }) => name === 'value')?.value).toBe(valueOnHover(compressed, 3));
      expect(at(view, 'crc').valid).toBe(true);
      expect(view.reckonedBytes).toBeGreaterThan(61);
    },
  );

  it('is null where there is no such record', () => {
    expect(bytesOf(session, { kind: 'batch', topic: 'orders', partition: 0, offset: 9999 })).toBeNull();
  });
});

/** Its first records, partition by partition. */
function recordsOfOffsetsTopic(session: Session): { readonly fields: readonly ByteField[] }[] {
  const places = Array.from({ length: 50 * 20 }, (_, i) => ({
    partition: i % 50,
    offset: Math.floor(i / 50),
  }));
  return places.flatMap((place) => {
    const view = bytesOf(session, { kind: 'batch', topic: '__consumer_offsets', ...place });
    return view ? [{ fields: at(view, 'records', view.focus[1]!).inner }] : [];
  });
}

describe('the list of messages', () => {
  it('is of the thing selected: what it sent and what it is sent', () => {
    const session = watched(10_000);
    const { lines } = messagesOf(session, { kind: 'consumer', name: 'Consumer 1' });
    expect(lines.length).toBeGreaterThan(5);
    for (const { from, to } of lines) {
      expect([from, to]).toContainEqual({ kind: 'consumer', name: 'Consumer 1' });
    }
  });

  it('has those under way first, the next to arrive before the others, then what arrived last', () => {
    const session = watched(10_000);
    step(session, 'message', never);
    const { lines, timeUs, stepped } = messagesOf(session, null);
    const states = lines.map(({ state }) => state);
    expect(states).toEqual([...states].sort((a, b) => Number(b === 'in-flight') - Number(a === 'in-flight')));
    const arrived = lines.filter(({ state }) => state === 'arrived');
    expect(arrived.every(({ arrivesUs }) => arrivesUs <= timeUs)).toBe(true);
    expect(arrived[0]?.id).toBe(stepped);
  });

  it('of a partition has what carried its records, and not those of others', () => {
    const session = watched(10_000);
    const { lines } = messagesOf(session, { kind: 'partition', topic: 'orders', partition: 1 });
    expect(lines.length).toBeGreaterThan(0);
    for (const { id, api } of lines) {
      expect(['Produce', 'Fetch']).toContain(api);
      const text = JSON.stringify(bytesOf(session, { kind: 'message', id })?.fields);
      expect(text).toContain('"meaning":"orders"');
    }
  });

  it('a mark on the stage stands for its message', () => {
    const session = watched(10_000);
    let flight: number | undefined;
    for (let steps = 0; flight === undefined && steps < 400; steps++) {
      step(session, 'message', never);
      flight = session.flights.flights.find(({ kind }) => kind === 'deliver')?.id;
    }
    expect(bytesOf(session, { kind: 'flight', id: flight! })?.heading).toMatchObject({
      kind: 'message',
      api: 'Fetch',
      direction: 'response',
      flights: { from: flight, to: flight! + 1 },
    });
  });
});
