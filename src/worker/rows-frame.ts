/** The numbers and the records of every row: where its log begins and ends, what is committed, who has read what. */
import { lastStableOffset } from '../engine/log/high-watermark.ts';
import type { LogSegment } from '../engine/log/log-segment.ts';
import { segmentExpiresAtMs } from '../engine/log/retention.ts';
import type { UnifiedLog } from '../engine/log/unified-log.ts';
import { deletionCheckOf } from '../engine/replica/log-cleanup.ts';
import { MICROS_PER_MS, type Micros } from '../kernel/brand.ts';
import { committedOf, groupsOf } from '../sim/groups.ts';
import { brokerOf, leaderLog, registrationOf, topicNamed } from '../sim/leaders.ts';
import type { Simulation } from '../sim/simulation.ts';
import { NOT_SUBSCRIBED, NOTHING_COMMITTED, type RowsFrame } from '../view/frame.ts';
import type { Interest } from '../view/interest.ts';
import type { Structure } from '../view/structure.ts';
import { type Cells, pushCells } from './row-cells.ts';

export function buildRows(simulation: Simulation, structure: Structure, interest: Interest): RowsFrame {
  const count = structure.rows.length;
  const frame = {
    logStart: new Float64Array(count),
    lastStable: new Float64Array(count),
    highWatermark: new Float64Array(count),
    logEnd: new Float64Array(count),
    segmentCounts: new Uint16Array(count),
    cellFrom: new Float64Array(count),
    cellCounts: new Uint16Array(count),
  };
  const segmentBases: number[] = [];
  const segmentExpiryUs: number[] = [];
  const cells: Cells = { keys: [], txns: [], inTxns: false };
  for (let row = 0; row < count; row++) {
    const info = structure.rows[row]!;
    const topic = structure.topics[info.topic]!.name;
    const log = shownLog(simulation, topic, info.partition);
    if (!log) continue;
    frame.logStart[row] = log.logStartOffset;
    frame.lastStable[row] = lastStableOffset(log);
    frame.highWatermark[row] = log.highWatermark;
    frame.logEnd[row] = log.logEndOffset;
    if (row < interest.rowFrom || row >= interest.rowTo) continue;
    const check = nextCheck(simulation, topic, info.partition, log);
    frame.segmentCounts[row] = log.segments.length;
    for (const segment of log.segments) {
      segmentBases.push(segment.baseOffset);
      segmentExpiryUs.push(expiryUs(simulation, log, segment, check));
    }
    const from = Math.max(log.logStartOffset, log.logEndOffset - interest.cells);
    frame.cellFrom[row] = from;
    frame.cellCounts[row] = log.logEndOffset - from;
    pushCells(cells, log, from, log.logEndOffset);
  }
  return {
    ...frame,
    segmentBases: Float64Array.from(segmentBases),
    segmentExpiryUs: Float64Array.from(segmentExpiryUs),
    cellKeys: Int32Array.from(cells.keys),
    cellTxns: Uint8Array.from(cells.inTxns ? cells.txns : []),
    committed: buildCommitted(simulation, structure),
  };
}

/** Its leader's; while nobody leads a partition, the longest of its replicas. */
export function shownLog(simulation: Simulation, topic: string, partition: number): UnifiedLog | undefined {
  const led = leaderLog(simulation.cluster, topic, partition);
  if (led) return led;
  const registration = registrationOf(simulation.cluster, topic, partition);
  const topicId = topicNamed(simulation.cluster, topic)?.topicId;
  let longest: UnifiedLog | undefined;
  for (const replica of registration?.replicas ?? []) {
    const log = brokerOf(simulation.cluster, replica)?.disk.logs.get(`${topicId}:${partition}`);
    if (log && (!longest || log.logEndOffset > longest.logEndOffset)) longest = log;
  }
  return longest;
}

interface DeletionCheck {
  readonly dueUs: Micros;
  readonly intervalMs: number;
}

const NO_CHECK: DeletionCheck = { dueUs: Number.MAX_SAFE_INTEGER, intervalMs: 1 };

/** When the leader's broker looks after the log's old segments next. */
function nextCheck(simulation: Simulation, topic: string, partition: number, log: UnifiedLog): DeletionCheck {
  const leader = registrationOf(simulation.cluster, topic, partition)?.leader ?? -1;
  const broker = brokerOf(simulation.cluster, leader);
  return broker ? deletionCheckOf(broker, log) : NO_CHECK;
}

const FORESEEN_US = 366 * 24 * 3600 * 1e6;

/** The first check after the segment is due; -1 where that is not foreseen. */
function expiryUs(
  simulation: Simulation,
  log: UnifiedLog,
  segment: LogSegment,
  check: DeletionCheck,
): Micros {
  const dueMs = segment.sizeInBytes === 0 ? null : segmentExpiresAtMs(log, segment);
  if (dueMs === null || check.dueUs >= Number.MAX_SAFE_INTEGER) return -1;
  const dueUs = (dueMs + 1 - simulation.cluster.epochMs) * MICROS_PER_MS;
  if (dueUs - simulation.cluster.nowUs > FORESEEN_US) return -1;
  if (dueUs <= check.dueUs) return check.dueUs;
  const intervalUs = check.intervalMs * MICROS_PER_MS;
  return check.dueUs + Math.ceil((dueUs - check.dueUs) / intervalUs) * intervalUs;
}

function buildCommitted(simulation: Simulation, structure: Structure): Float64Array {
  const rows = structure.rows.length;
  const committed = new Float64Array(structure.groups.length * rows).fill(NOT_SUBSCRIBED);
  const groups = new Map(groupsOf(simulation.cluster).map((at) => [at.group.groupId, at]));
  structure.groups.forEach((group, g) => {
    const at = groups.get(group.id);
    const offsets: ReadonlyMap<string, number> = at ? committedOf(simulation.cluster, at) : new Map();
    // A share group commits nothing: where it has not begun yet there is nothing to tell.
    const nothing = group.isShare ? NOT_SUBSCRIBED : NOTHING_COMMITTED;
    for (const t of group.topics) {
      const topic = structure.topics[t]!;
      for (let p = 0; p < topic.partitions; p++) {
        committed[g * rows + topic.firstRow + p] = offsets.get(`${topic.name}-${p}`) ?? nothing;
      }
    }
  });
  return committed;
}
