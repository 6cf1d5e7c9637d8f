/**
 * A made-up cluster for specs and for looking at the picture without an engine: the same numbers every time.
 * Time runs through `fakeFrame`'s argument; records are appended at a steady rate, consumers follow.
 */
import { intAt, uint32At } from '../../kernel/prng.ts';
import {
  anchor,
  type BatchesFrame,
  FLIGHT_KINDS,
  type FlightKind,
  type FlightsFrame,
  type Frame,
  KEYS_PER_FLIGHT,
  type MembersFrame,
  MISSING_CELL,
  NO_KEY_CELL,
  NOT_SUBSCRIBED,
  NOTHING_COMMITTED,
  type RowsFrame,
} from '../../view/frame.ts';
import type { ConsumerCard, GroupCard, Structure } from '../../view/structure.ts';

export interface FakeOptions {
  readonly partitions: number;
  readonly producers: number;
  readonly consumers: number;
  readonly groups: number;
  readonly topics: number;
  readonly brokers: number;
  /** Consumers on the bench, further to those in groups. */
  readonly benched: number;
  /** Records a second of all producers together. */
  readonly recordsPerSecond: number;
  readonly cells: number;
  readonly keys: number;
  /** Records that a log keeps. */
  readonly retained: number;
  /** Length of names, to see how long ones fare. */
  readonly longNames: boolean;
}

const FAKE_DEFAULTS: FakeOptions = {
  partitions: 3,
  producers: 3,
  consumers: 4,
  groups: 1,
  topics: 1,
  brokers: 3,
  benched: 0,
  recordsPerSecond: 24,
  cells: 120,
  keys: 20,
  retained: 60,
  longNames: false,
};

const GROUP_NAMES = ['billing', 'audit', 'search-index', 'fraud', 'email', 'reports'];
const TOPIC_NAMES = ['orders', 'payments', 'clicks', 'shipments'];
const PRODUCER_NAMES = ['checkout', 'mobile app', 'flights replay', 'web', 'partners'];

export function fakeStructure(given: Partial<FakeOptions> = {}): Structure {
  const options = { ...FAKE_DEFAULTS, ...given };
  const perTopic = Math.max(1, Math.floor(options.partitions / options.topics));
  const topics = Array.from({ length: options.topics }, (_, index) => ({
    name: nameFrom(TOPIC_NAMES, index, 'topic', options),
    firstRow: index * perTopic,
    partitions: index === options.topics - 1 ? options.partitions - index * perTopic : perTopic,
    replicationFactor: Math.min(3, options.brokers),
    retentionMs: 60_000,
    compacted: false,
  }));
  const rows = topics.flatMap((topic, index) =>
    Array.from({ length: topic.partitions }, (_, partition) => {
      const replicas = Array.from(
        { length: topic.replicationFactor },
        (_, replica) => ((partition + replica) % options.brokers) + 1,
      );
      return {
        topic: index,
        partition,
        leader: replicas[0]!,
        leaderEpoch: 4,
        replicas,
        adding: [],
        removing: [],
        isr: partition % 5 === 4 ? replicas.slice(0, -1) : replicas,
        minInsyncReplicas: 1,
      };
    }),
  );
  const groups = fakeGroups(options);
  return {
    version: 1,
    brokers: Array.from({ length: options.brokers }, (_, index) => ({
      id: index + 1,
      state: 'running' as const,
      replicas: rows.flatMap((row, at) =>
        row.replicas.includes(index + 1)
          ? [{ row: at, leader: row.leader === index + 1, inSync: row.isr.includes(index + 1) }]
          : [],
      ),
      leaderCount: rows.filter(({ leader }) => leader === index + 1).length,
      replicaCount: rows.filter(({ replicas }) => replicas.includes(index + 1)).length,
      coordinates: groups.filter(({ coordinator }) => coordinator === index + 1).map(({ id }) => id),
    })),
    topics,
    rows,
    producers: Array.from({ length: options.producers }, (_, index) => ({
      name: nameFrom(PRODUCER_NAMES, index, 'producer', options),
      topic: topics[index % topics.length]!.name,
      state: 'running' as const,
      paused: false,
      blockedOn: null,
      acks: index % 3 === 2 ? '1' : 'all',
      idempotent: true,
      transaction: null,
      keys: index % 4 === 3 ? ('none' as const) : ('keyed' as const),
      source: index === 2 ? 'flights' : null,
      forwards: null,
      recordsPerSecond: Math.round(options.recordsPerSecond / options.producers),
    })),
    groups,
    consumers: fakeConsumers(options, groups, rows.length),
    keys: Array.from({ length: options.keys }, (_, index) => `customer-${index}`),
    cutLinks: [],
  };
}

function fakeGroups(options: FakeOptions): GroupCard[] {
  return Array.from({ length: options.groups }, (_, index) => ({
    id: nameFrom(GROUP_NAMES, index, 'group', options),
    hue: index % 4,
    isShare: false,
    readCommitted: false,
    state: 'Stable',
    phase: 'stable' as const,
    generation: 7 - (index % 5),
    countedIn: 'generation' as const,
    assignor: ['range', 'sticky', 'cooperative-sticky'][index % 3]!,
    mode: index % 3 === 2 ? ('cooperative' as const) : ('eager' as const),
    coordinator: (index % options.brokers) + 1,
    members: membersOf(options, index),
    memberCount: membersOf(options, index).length,
    topics: Array.from({ length: options.topics }, (_, topic) => topic),
  }));
}

/** Consumers are dealt to groups in runs: the first group has the most. */
function membersOf({ consumers, groups }: FakeOptions, group: number): number[] {
  const first = Math.ceil(consumers / Math.max(1, groups));
  const from = group * first;
  return Array.from({ length: Math.max(0, Math.min(first, consumers - from)) }, (_, index) => from + index);
}

function fakeConsumers(options: FakeOptions, groups: readonly GroupCard[], rows: number): ConsumerCard[] {
  return Array.from({ length: options.consumers + options.benched }, (_, index) => {
    const group = groups.find(({ members }) => members.includes(index));
    const place = group ? group.members.indexOf(index) : -1;
    const owned = group
      ? Array.from({ length: rows }, (_, row) => row).filter((row) => row % group.members.length === place)
      : [];
    return {
      name: options.longNames ? `a consumer with a long name ${index + 1}` : `Consumer ${index + 1}`,
      group: group?.id ?? null,
      state: 'running' as const,
      membership: group ? ('stable' as const) : ('none' as const),
      owned,
      revoking: [],
      idle: group ? (owned.length ? null : ('no-partition' as const)) : ('bench' as const),
      recordsPerSecond: owned.length ? 9 + (index % 4) : 0,
      processingMs: 20,
      byHand: false,
    };
  });
}

function nameFrom(names: readonly string[], index: number, kind: string, { longNames }: FakeOptions): string {
  const name = names[index] ?? `${kind} ${index + 1}`;
  return longNames ? `${name}-of-the-north-western-region` : name;
}

/** The frame at a time in milliseconds; `sampled` draws flights as flow. */
export function fakeFrame(structure: Structure, atMs: number, given: Partial<FakeOptions> = {}): Frame {
  const options = { ...FAKE_DEFAULTS, ...given };
  return {
    seq: Math.round(atMs),
    timeUs: Math.round(atMs * 1000),
    rate: 1,
    paused: false,
    structureVersion: structure.version,
    structure: null,
    rows: fakeRows(structure, atMs, options),
    flights: fakeFlights(structure, atMs, options),
    members: fakeMembers(structure, atMs),
    batches: fakeBatches(structure, atMs),
    jumped: false,
  };
}

const SEGMENT_RECORDS = 16;

/** Where a row's log ends at a time: each row has a rate and a head start of its own. */
function logEndAt(row: number, rows: number, atMs: number, options: FakeOptions): number {
  const { recordsPerSecond, retained: headStart } = options;
  const perMs = (recordsPerSecond / rows / 1000) * (0.8 + intAt(1, 11, row, 40) / 100);
  return headStart + intAt(1, 12, row, 12) + Math.floor(atMs * perMs);
}

function fakeRows(structure: Structure, atMs: number, options: FakeOptions): RowsFrame {
  const count = structure.rows.length;
  const logStart = new Float64Array(count);
  const highWatermark = new Float64Array(count);
  const logEnd = new Float64Array(count);
  const cellFrom = new Float64Array(count);
  const cellCounts = new Uint16Array(count);
  const segmentCounts = new Uint16Array(count);
  const bases: number[] = [];
  const expiries: number[] = [];
  const cells: number[] = [];
  for (let row = 0; row < count; row++) {
    const end = logEndAt(row, count, atMs, options);
    const start = Math.max(
      0,
      Math.floor((end - options.retained - intAt(1, 13, row, 20)) / SEGMENT_RECORDS) * SEGMENT_RECORDS,
    );
    logEnd[row] = end;
    highWatermark[row] = Math.max(start, end - intAt(1, 14, row + Math.floor(atMs / 200), 3));
    logStart[row] = start;
    for (let base = start; base < end; base += SEGMENT_RECORDS) {
      bases.push(base);
      const active = base + SEGMENT_RECORDS >= end;
      expiries.push(active ? -1 : (atMs + 4000 + (base - start) * 700) * 1000);
      segmentCounts[row]!++;
    }
    cellFrom[row] = Math.max(start, end - options.cells);
    cellCounts[row] = end - cellFrom[row]!;
    for (let offset = cellFrom[row]!; offset < end; offset++) cells.push(keyAt(row, offset, options));
  }
  return {
    logStart,
    highWatermark,
    lastStable: highWatermark.slice(),
    logEnd,
    segmentCounts,
    segmentBases: Float64Array.from(bases),
    segmentExpiryUs: Float64Array.from(expiries),
    cellFrom,
    cellCounts,
    cellKeys: Int32Array.from(cells),
    cellTxns: new Uint8Array(0),
    committed: fakeCommitted(structure, highWatermark, logStart),
  };
}

function fakeCommitted(
  structure: Structure,
  highWatermark: Float64Array,
  logStart: Float64Array,
): Float64Array {
  const count = structure.rows.length;
  const committed = new Float64Array(structure.groups.length * count);
  structure.groups.forEach((group, index) => {
    structure.rows.forEach((row, at) => {
      const lag = intAt(1, 20 + index, at, index === 0 ? 8 : 22);
      const value = Math.max(logStart[at]!, highWatermark[at]! - lag);
      committed[index * count + at] = group.topics.includes(row.topic)
        ? group.members.length
          ? value
          : NOTHING_COMMITTED
        : NOT_SUBSCRIBED;
    });
  });
  return committed;
}

/** Skewed to low key numbers, as real keys are; each key lives in one row. */
function keyAt(row: number, offset: number, { keys }: FakeOptions): number {
  const draw = uint32At(1, 30 + row, offset) / 0x1_0000_0000;
  if (draw > 0.96) return NO_KEY_CELL;
  return (Math.floor(draw * draw * keys) + row * 3) % keys;
}

function fakeFlights(structure: Structure, atMs: number, options: FakeOptions): FlightsFrame {
  const flightMs = 500;
  const found: {
    id: number;
    kind: FlightKind;
    from: number;
    to: number;
    departMs: number;
    count: number;
    keys: number[];
  }[] = [];
  const every = 1000 / Math.max(1, options.recordsPerSecond / 2);
  const emit = (
    stream: number,
    gapMs: number,
    make: (index: number) => Omit<(typeof found)[number], 'id' | 'departMs'> | null,
  ): void => {
    for (let index = Math.max(0, Math.ceil((atMs - flightMs) / gapMs)); index * gapMs <= atMs; index++) {
      const made = make(index);
      if (made) found.push({ id: stream * 1e9 + index, departMs: index * gapMs, ...made });
    }
  };
  const rowCount = structure.rows.length;
  const keysOf = (row: number, index: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => keyAt(row, index * 4 + at, options));
  if (structure.producers.length && rowCount) {
    emit(1, every, (index) => {
      const row = intAt(2, 1, index, rowCount);
      const count = 1 + intAt(2, 2, index, 4);
      const from = anchor('producer', intAt(2, 3, index, structure.producers.length));
      return { kind: 'produce', from, to: anchor('row', row), count, keys: keysOf(row, index, count) };
    });
    emit(2, every, (index) => ({
      kind: 'ack',
      from: anchor('row', intAt(2, 1, index, rowCount)),
      to: anchor('producer', intAt(2, 3, index, structure.producers.length)),
      count: 0,
      keys: [],
    }));
  }
  const readers = structure.consumers.flatMap((consumer, index) => (consumer.owned.length ? [index] : []));
  if (readers.length) {
    emit(3, every, (index) => {
      const reader = readers[intAt(2, 4, index, readers.length)]!;
      const owned = structure.consumers[reader]!.owned;
      const row = owned[intAt(2, 5, index, owned.length)]!;
      const count = 1 + intAt(2, 6, index, 4);
      return {
        kind: 'deliver',
        from: anchor('row', row),
        to: anchor('consumer', reader),
        count,
        keys: keysOf(row, index, count),
      };
    });
    emit(4, 350, (index) => {
      const reader = readers[index % readers.length]!;
      const group = structure.groups.find(({ id }) => id === structure.consumers[reader]!.group)!;
      const to = anchor('broker', Math.max(0, group.coordinator - 1));
      const kind: FlightKind = index % 5 === 4 ? 'group-request' : 'heartbeat';
      return { kind, from: anchor('consumer', reader), to, count: 0, keys: [] };
    });
  }
  return {
    ids: Float64Array.from(found, ({ id }) => id),
    kinds: Uint8Array.from(found, ({ kind }) => FLIGHT_KINDS.indexOf(kind)),
    from: Int32Array.from(found, ({ from }) => from),
    to: Int32Array.from(found, ({ to }) => to),
    departUs: Float64Array.from(found, ({ departMs }) => departMs * 1000),
    arriveUs: Float64Array.from(found, ({ departMs }) => (departMs + flightMs) * 1000),
    counts: Uint16Array.from(found, ({ count }) => count),
    keys: Int32Array.from(
      found.flatMap(({ keys }) =>
        Array.from({ length: KEYS_PER_FLIGHT }, (_, index) => keys[index] ?? MISSING_CELL),
      ),
    ),
    sampled: options.recordsPerSecond > 400,
  };
}

function fakeMembers({ consumers }: Structure, atMs: number): MembersFrame {
  const share = (index: number, periodMs: number): number => ((atMs + index * 733) % periodMs) / periodMs;
  const inGroup = consumers.map(({ group }) => group !== null);
  return {
    session: Float32Array.from(consumers, (_, index) => (inGroup[index] ? 1 - share(index, 3000) * 0.2 : -1)),
    processing: Float32Array.from(consumers, ({ owned }, index) => (owned.length ? share(index, 1400) : -1)),
    pollInterval: Float32Array.from(consumers, (_, index) => (inGroup[index] ? 1 : -1)),
  };
}

function fakeBatches({ producers, topics, rows }: Structure, atMs: number): BatchesFrame {
  const open = producers.flatMap((producer, index) => {
    const topic = topics.find(({ name }) => name === producer.topic)!;
    const count = Math.min(topic.partitions, 6, rows.length);
    return Array.from({ length: count }, (_, at) => ({ producer: index, row: topic.firstRow + at }));
  });
  const share = (index: number, periodMs: number): number => ((atMs + index * 377) % periodMs) / periodMs;
  return {
    producers: Uint16Array.from(open, ({ producer }) => producer),
    rows: Uint16Array.from(open, ({ row }) => row),
    fill: Float32Array.from(open, (_, index) => share(index, 900) * 0.9),
    linger: Float32Array.from(open, (_, index) => share(index, 900)),
    queued: Uint16Array.from(open, (_, index) => intAt(3, 1, index + Math.floor(atMs / 400), 3)),
  };
}
