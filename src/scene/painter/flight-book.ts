/**
 * Messages under way as the painter knows them. A frame lists what is under way at its moment; the picture
 * runs a little behind, so flights are kept until they have arrived in the picture too. A flight too short to
 * be seen is drawn for a least time; when there are too many (`sampled`), all run at one speed, as flow.
 */
import {
  FLIGHT_KINDS,
  type FlightKind,
  type FlightsFrame,
  type Frame,
  KEYS_PER_FLIGHT,
  MISSING_CELL,
} from '../../view/frame.ts';

export interface Flight {
  readonly id: number;
  readonly kind: FlightKind;
  readonly from: number;
  readonly to: number;
  readonly departUs: number;
  readonly arriveUs: number;
  readonly count: number;
  readonly keys: readonly number[];
  readonly flow: boolean;
  /** Wall time at which it was first seen. */
  readonly seenAt: number;
  /** Wall time at which a frame no longer had it though it had not arrived: it was lost on the way. */
  lostAt: number | null;
}

const LEAST_MS = 240;
const FLOW_MS = 750;
const MOST_FLOWING = 700;
const MOST_KEPT = 4000;
export const LOST_MS = 420;

export class FlightBook {
  private flights = new Map<number, Flight>();

  take(frame: Frame, now: number): void {
    const { flights, timeUs } = frame;
    // A page that is not shown does not paint: what nobody drew must not pile up.
    if (frame.jumped || this.flights.size > MOST_KEPT) this.flights.clear();
    const listed = new Set<number>();
    for (let at = 0; at < flights.ids.length; at++) {
      const id = flights.ids[at]!;
      listed.add(id);
      if (this.flights.has(id) || (flights.sampled && this.flights.size >= MOST_FLOWING)) continue;
      this.flights.set(id, flightAt(flights, at, now));
    }
    if (flights.sampled) return;
    for (const flight of this.flights.values()) {
      if (!flight.flow && flight.arriveUs > timeUs && !listed.has(flight.id)) flight.lostAt ??= now;
    }
  }

  /** Drops what has arrived; the rest, to be drawn. */
  underWay(shownUs: number, now: number): Iterable<Flight> {
    for (const flight of this.flights.values()) {
      const over =
        flight.lostAt === null ? progress(flight, shownUs, now) >= 1 : now - flight.lostAt > LOST_MS;
      if (over) this.flights.delete(flight.id);
    }
    return this.flights.values();
  }

  /** True while something moves by wall time, whatever the simulated clock does. */
  restless(now: number): boolean {
    for (const flight of this.flights.values()) {
      if (flight.flow || flight.lostAt !== null || now - flight.seenAt < LEAST_MS) return true;
    }
    return false;
  }
}

/** 0 to 1: where a flight is. */
export function progress(flight: Flight, shownUs: number, now: number): number {
  if (flight.flow) return (now - flight.seenAt) / FLOW_MS;
  const simulated = (shownUs - flight.departUs) / Math.max(1, flight.arriveUs - flight.departUs);
  const least = (now - flight.seenAt) / LEAST_MS;
  return Math.max(0, Math.min(simulated, least));
}

function flightAt(flights: FlightsFrame, at: number, now: number): Flight {
  const keys = flights.keys.subarray(at * KEYS_PER_FLIGHT, (at + 1) * KEYS_PER_FLIGHT);
  return {
    id: flights.ids[at]!,
    kind: FLIGHT_KINDS[flights.kinds[at]!] ?? 'fetch',
    from: flights.from[at]!,
    to: flights.to[at]!,
    departUs: flights.departUs[at]!,
    arriveUs: flights.arriveUs[at]!,
    count: flights.counts[at]!,
    keys: [...keys].filter((key) => key !== MISSING_CELL),
    flow: flights.sampled,
    seenAt: now,
    lostAt: null,
  };
}
