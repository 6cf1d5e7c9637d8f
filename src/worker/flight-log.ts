/**
 * Messages that the picture shows: taken from what each step sends, kept until the frame after their arrival,
 * so that what left and arrived between two frames is seen too.
 */
import type { Cluster } from '../engine/cluster.ts';
import type { AnyRequest, AnyResponse, Message } from '../engine/network/message.ts';
import { type Micros, NEVER } from '../kernel/brand.ts';
import type { RecordBatch } from '../protocol/record-batch.ts';
import { imageOf } from '../sim/leaders.ts';
import {
  FLIGHT_KINDS,
  type FlightKind,
  type FlightsFrame,
  KEYS_PER_FLIGHT,
  MISSING_CELL,
} from '../view/frame.ts';
import type { Places } from './places.ts';

interface Flight {
  readonly id: number;
  readonly kind: FlightKind;
  readonly from: number;
  readonly to: number;
  readonly departUs: Micros;
  readonly arriveUs: Micros;
  readonly count: number;
  readonly keys: readonly number[];
}

/** A message, and the number that its first flight has or would have. */
interface KeptMessage {
  readonly message: AnyRequest | AnyResponse;
  readonly firstFlight: number;
}

export interface FlightLog {
  flights: Flight[];
  /** The messages sent last, for whoever looks at them: a ring, so that keeping one costs nothing. */
  kept: KeptMessage[];
  keptCount: number;
  /** What a step's requests were about, until their answers: correlation by `client#id`. */
  nextId: number;
  /** Recent departures worth drawing, for the rate of messages. */
  departures: Micros[];
}

/** More than these are not followed one by one. */
const MOST_FLIGHTS = 400;
const MOST_KEPT = 512;
const RATE_WINDOW_US = 2_000_000;

export function createFlightLog(): FlightLog {
  return { flights: [], kept: [], keptCount: 0, nextId: 1, departures: [] };
}

/** Kinds that slow paced time down while they are under way. */
const FOLLOWED: ReadonlySet<FlightKind> = new Set([
  'produce',
  'ack',
  'produce-error',
  'deliver',
  'group-request',
  'group-response',
  'group-error',
  'txn-request',
  'txn-response',
  'txn-error',
]);

export function logSends(log: FlightLog, cluster: Cluster, places: Places, sends: readonly Message[]): void {
  for (const message of sends) {
    if (message.kind === 'reset') continue;
    log.kept[log.keptCount++ % MOST_KEPT] = { message, firstFlight: log.nextId };
    // What a cut link swallows is seen leaving, and fades half way.
    const arriveUs =
      message.arrivesUs === NEVER ? message.sentUs + cluster.network.defaults.latencyUs : message.arrivesUs;
    const add = (
      kind: FlightKind,
      from: number,
      to: number,
      count = 0,
      keys: readonly number[] = [],
    ): void => {
      if (from < 0 || to < 0) return;
      log.flights.push({ id: log.nextId++, kind, from, to, departUs: message.sentUs, arriveUs, count, keys });
      if (FOLLOWED.has(kind)) log.departures.push(message.sentUs);
    };
    if (message.kind === 'request') flightsOfRequest(cluster, places, message, add);
    else flightsOfResponse(cluster, places, message, add);
  }
}

type Add = (kind: FlightKind, from: number, to: number, count?: number, keys?: readonly number[]) => void;

function flightsOfRequest(cluster: Cluster, places: Places, request: AnyRequest, add: Add): void {
  switch (request.api) {
    case 'Produce':
      for (const { topicId, partitionData } of request.body.topicData) {
        for (const { index, records } of partitionData) {
          const row = rowOf(cluster, places, topicId, index);
          add('produce', places.producer(request.from), row, countOf(records), keysOf(records));
        }
      }
      break;
    case 'Heartbeat':
      add('heartbeat', places.consumer(request.from), places.group(request.body.groupId));
      break;
    case 'JoinGroup':
    case 'SyncGroup':
    case 'LeaveGroup':
      add('group-request', places.consumer(request.from), places.group(request.body.groupId));
      break;
    case 'InitProducerId':
    case 'AddOffsetsToTxn':
    case 'TxnOffsetCommit':
    case 'EndTxn':
      // For idempotence alone any broker is asked for a producer id.
      if (request.body.transactionalId === null) break;
      add('txn-request', places.producer(request.from), places.broker(request.to));
      break;
    case 'WriteTxnMarkers':
      for (const { topics } of request.body.markers)
        for (const { name, partitionIndexes } of topics)
          for (const index of partitionIndexes)
            add('txn-request', places.broker(request.from), places.row(name, index));
      break;
  }
}

function flightsOfResponse(cluster: Cluster, places: Places, response: AnyResponse, add: Add): void {
  switch (response.api) {
    case 'Produce':
      for (const { topicId, partitionResponses } of response.body.responses) {
        for (const { index, errorCode } of partitionResponses) {
          add(
            errorCode === 0 ? 'ack' : 'produce-error',
            rowOf(cluster, places, topicId, index),
            places.producer(response.to),
          );
        }
      }
      break;
    case 'Fetch':
    case 'ShareFetch':
      if (places.consumer(response.to) < 0) break;
      for (const { topicId, partitions } of response.body.responses) {
        for (const { partitionIndex, records } of partitions) {
          if (records.length === 0) continue;
          add(
            'deliver',
            rowOf(cluster, places, topicId, partitionIndex),
            places.consumer(response.to),
            countOf(records),
            keysOf(records),
          );
        }
      }
      break;
    case 'Heartbeat':
      if (response.body.errorCode !== 0)
        add('group-error', places.groupOf(response.to), places.consumer(response.to));
      break;
    case 'JoinGroup':
    case 'SyncGroup':
      add(
        response.body.errorCode === 0 ? 'group-response' : 'group-error',
        places.groupOf(response.to),
        places.consumer(response.to),
      );
      break;
    case 'AddOffsetsToTxn':
    case 'EndTxn':
      add(
        response.body.errorCode === 0 ? 'txn-response' : 'txn-error',
        places.broker(response.from),
        places.producer(response.to),
      );
      break;
  }
}

function rowOf(cluster: Cluster, places: Places, topicId: string, partition: number): number {
  const topic = imageOf(cluster).topics.get(topicId);
  return topic ? places.row(topic.name, partition) : -1;
}

function countOf(batches: readonly RecordBatch[]): number {
  let count = 0;
  for (const batch of batches) count += batch.lastOffset - batch.baseOffset + 1;
  return count;
}

function keysOf(batches: readonly RecordBatch[]): number[] {
  const keys: number[] = [];
  for (const { records } of batches) {
    if (records.kind !== 'data') continue;
    for (const key of records.keyIds) {
      if (keys.length === KEYS_PER_FLIGHT) return keys;
      keys.push(key);
    }
  }
  return keys;
}

/** Messages under way and past, in no order. */
export function keptMessages({ kept }: FlightLog): (AnyRequest | AnyResponse)[] {
  return kept.map(({ message }) => message);
}

/** The message that a flight stands for; undefined: it is no longer kept. */
export function messageOfFlight({ kept }: FlightLog, id: number): AnyRequest | AnyResponse | undefined {
  let found: KeptMessage | undefined;
  for (const each of kept) {
    if (each.firstFlight <= id && (!found || each.message.id > found.message.id)) found = each;
  }
  return found?.message;
}

/** The numbers of a message's flights, from the first to before the last: equal if it has none. */
export function flightsOf({ kept, nextId }: FlightLog, messageId: number): { from: number; to: number } {
  const from = kept.find(({ message }) => message.id === messageId)?.firstFlight ?? 0;
  let to = from === 0 ? 0 : nextId;
  for (const { message, firstFlight } of kept) if (message.id > messageId) to = Math.min(to, firstFlight);
  return { from, to };
}

/** Flights under way at `nowUs` or ended since the last frame; older ones are forgotten. */
export function takeFlights(log: FlightLog, nowUs: Micros): FlightsFrame {
  const shown = log.flights.length > MOST_FLIGHTS ? sample(log.flights) : log.flights;
  const frame = toArrays(shown, shown !== log.flights);
  log.flights = log.flights.filter((flight) => flight.arriveUs > nowUs);
  return frame;
}

function sample(flights: readonly Flight[]): Flight[] {
  const stride = flights.length / MOST_FLIGHTS;
  // By id, so that a flight once chosen stays chosen.
  return flights.filter((flight) => flight.id % Math.ceil(stride) === 0);
}

function toArrays(flights: readonly Flight[], sampled: boolean): FlightsFrame {
  const count = flights.length;
  const frame = {
    ids: new Float64Array(count),
    kinds: new Uint8Array(count),
    from: new Int32Array(count),
    to: new Int32Array(count),
    departUs: new Float64Array(count),
    arriveUs: new Float64Array(count),
    counts: new Uint16Array(count),
    keys: new Int32Array(count * KEYS_PER_FLIGHT).fill(MISSING_CELL),
    sampled,
  };
  flights.forEach((flight, i) => {
    frame.ids[i] = flight.id;
    frame.kinds[i] = FLIGHT_KINDS.indexOf(flight.kind);
    frame.from[i] = flight.from;
    frame.to[i] = flight.to;
    frame.departUs[i] = flight.departUs;
    frame.arriveUs[i] = flight.arriveUs;
    frame.counts[i] = flight.count;
    frame.keys.set(flight.keys, i * KEYS_PER_FLIGHT);
  });
  return frame;
}

/** What paced time wants to know of the messages under way. */
export function followed(
  log: FlightLog,
  nowUs: Micros,
): { count: number; groupCount: number; meanUs: Micros; perSecond: number } {
  let count = 0;
  let groupCount = 0;
  let totalUs = 0;
  for (const { kind, departUs, arriveUs } of log.flights) {
    if (!FOLLOWED.has(kind) || arriveUs <= nowUs) continue;
    count++;
    if (kind.startsWith('group')) groupCount++;
    totalUs += arriveUs - departUs;
  }
  const since = nowUs - RATE_WINDOW_US;
  let stale = 0;
  while (stale < log.departures.length && log.departures[stale]! < since) stale++;
  if (stale > 0) log.departures.splice(0, stale);
  return {
    count,
    groupCount,
    meanUs: count > 0 ? totalUs / count : 2000,
    perSecond: log.departures.length / (Math.min(RATE_WINDOW_US, Math.max(nowUs, 1)) / 1e6),
  };
}
