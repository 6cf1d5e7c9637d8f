/** One frame: what is visible now, from the session's state. */
import { describeConsumer } from '../engine/client/describe-consumer.ts';
import { describeProducer } from '../engine/client/describe-producer.ts';
import { groupsOf } from '../sim/groups.ts';
import { findConsumer, findProducer } from '../sim/named.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { BatchesFrame, Frame, MembersFrame } from '../view/frame.ts';
import type { Structure } from '../view/structure.ts';
import { takeFlights } from './flight-log.ts';
import { buildRows } from './rows-frame.ts';
import { refreshStructure, type Session } from './session.ts';

/** `whole`: with the structure, whether it changed or not. */
export function buildFrame(session: Session, seq: number, whole: boolean): Frame {
  const changed = refreshStructure(session);
  const { simulation, structure } = session;
  const frame: Frame = {
    seq,
    timeUs: simulation.cluster.nowUs,
    rate: session.playing ? session.rate : 0,
    paused: !session.playing,
    structureVersion: structure.version,
    structure: changed || whole ? structure : null,
    rows: buildRows(simulation, structure, session.interest),
    flights: takeFlights(session.flights, simulation.cluster.nowUs),
    members: buildMembers(simulation, structure),
    batches: buildBatches(simulation, structure),
    jumped: session.jumped,
  };
  session.jumped = false;
  return frame;
}

/** The buffers of a frame's arrays, to be handed over instead of copied. */
export function transferables(frame: Frame): ArrayBuffer[] {
  return [frame.rows, frame.flights, frame.members, frame.batches].flatMap((part) =>
    Object.values(part).flatMap((value: unknown) =>
      ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
    ),
  );
}

const NOT_APPLICABLE = -1;

function buildMembers(simulation: Simulation, structure: Structure): MembersFrame {
  const { cluster } = simulation;
  const { nowUs } = cluster;
  const count = structure.consumers.length;
  const session = new Float32Array(count).fill(NOT_APPLICABLE);
  const processing = new Float32Array(count).fill(NOT_APPLICABLE);
  const pollInterval = new Float32Array(count).fill(NOT_APPLICABLE);
  const sessions = new Map<string, { expiresUs: number; timeoutMs: number }>();
  for (const { group } of groupsOf(cluster)) {
    for (const { memberId, sessionExpiresAtUs, sessionTimeoutMs } of group.members) {
      sessions.set(memberId, { expiresUs: sessionExpiresAtUs, timeoutMs: sessionTimeoutMs });
    }
  }
  structure.consumers.forEach(({ name }, i) => {
    const consumer = findConsumer(cluster, name);
    if (!consumer) return;
    const held = sessions.get(consumer.membership.generation.memberId);
    if (held && held.expiresUs < Number.MAX_SAFE_INTEGER)
      session[i] = share(held.expiresUs - nowUs, held.timeoutMs);
    if (consumer.process === 'stopped') return;
    const { processing: work, pollDeadlineUs } = describeConsumer(consumer);
    if (work.records > 0 && work.busyUntilUs >= 0) {
      const totalMs = (work.records * consumer.processing.perRecordUs) / 1000;
      processing[i] = 1 - share(work.busyUntilUs - nowUs, totalMs);
    }
    if (pollDeadlineUs >= 0)
      pollInterval[i] = share(pollDeadlineUs - nowUs, consumer.configs['max.poll.interval.ms']);
  });
  return { session, processing, pollInterval };
}

function share(leftUs: number, ofMs: number): number {
  return ofMs > 0 ? Math.min(1, Math.max(0, leftUs / (ofMs * 1000))) : 0;
}

function buildBatches(simulation: Simulation, structure: Structure): BatchesFrame {
  const producers: number[] = [];
  const rows: number[] = [];
  const fill: number[] = [];
  const linger: number[] = [];
  const queued: number[] = [];
  structure.producers.forEach(({ name }, p) => {
    const producer = findProducer(simulation.cluster, name);
    if (!producer || producer.process === 'stopped') return;
    for (const partition of describeProducer(producer, simulation.cluster.nowUs).partitions) {
      const topic = structure.topics.find((card) => card.name === partition.topic);
      const waiting = partition.queued.length + partition.inFlight.length;
      if (!topic || partition.partition >= topic.partitions || (!partition.open && waiting === 0)) continue;
      producers.push(p);
      rows.push(topic.firstRow + partition.partition);
      fill.push(Math.min(1, partition.open?.filled ?? 0));
      linger.push(partition.open?.lingered ?? 0);
      queued.push(waiting);
    }
  });
  return {
    producers: Uint16Array.from(producers),
    rows: Uint16Array.from(rows),
    fill: Float32Array.from(fill),
    linger: Float32Array.from(linger),
    queued: Uint16Array.from(queued),
  };
}
