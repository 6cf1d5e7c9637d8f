import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendAsFollower, appendAsLeader } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { positionOf } from './log-segment.ts';
import { deleteRecords } from './log-start-offset.ts';
import { isReadFailure, read } from './read.ts';
import { deleteOldSegments } from './retention.ts';
import { roll } from './roll.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { truncateTo } from './truncate.ts';
import { createLog, floorSegment, sizeOfLog, type UnifiedLog } from './unified-log.ts';

/** A log, the clock, and what every offset ever got, so that a read can be held against it. */
interface Model {
  readonly log: UnifiedLog;
  nowMs: number;
}

type Action = (model: Model) => unknown;

const append = fc
  .record({
    atMs: fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 1, maxLength: 5 }),
    sizeInBytes: fc.integer({ min: 60, max: 320 }),
  })
  .map(
    (sample): Action =>
      ({ log, nowMs }) => {
        appendAsLeader(
          log,
          sampleBatch({ ...sample, atMs: sample.atMs.map((at) => at + nowMs - START_MS) }),
          0,
          nowMs,
        );
      },
  );

/** A place in the log's present range, in thousandths. */
const place = fc.integer({ min: 0, max: 1000 });

/** The beginning of a batch near there: where replicas agree to cut and to count. */
function batchBoundary(log: UnifiedLog, thousandths: number): number {
  const offset =
    log.logStartOffset + Math.floor(((log.logEndOffset - log.logStartOffset) * thousandths) / 1000);
  const result = read(log, offset, 1, true, log.logEndOffset);
  if (isReadFailure(result)) throw new Error(result.error);
  return result.batches[0]?.baseOffset ?? log.logEndOffset;
}

const actions = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: append },
    fc.constantFrom<Action>(
      ({ log, nowMs }) => roll(log, nowMs),
      ({ log, nowMs }) => deleteOldSegments(log, nowMs),
    ),
    fc.integer({ min: 1, max: 4000 }).map(waits),
    place.map(near(({ log, nowMs }, offset) => truncateTo(log, offset, nowMs))),
    place.map(near(({ log }, offset) => updateHighWatermark(log, offset))),
    place.map(near(({ log }, offset) => deleteRecords(log, offset))),
  ),
  { maxLength: 60 },
);

function waits(ms: number): Action {
  return (model) => {
    model.nowMs += ms;
  };
}

function near(act: (model: Model, offset: number) => unknown): (thousandths: number) => Action {
  return (thousandths) => (model) => act(model, batchBoundary(model.log, thousandths));
}

function play(played: readonly Action[]): UnifiedLog {
  const config = sampleConfig({
    'retention.ms': 8000,
    'retention.bytes': 3000,
    'segment.ms': 4000,
    'segment.index.bytes': 48,
    'index.interval.bytes': 200,
  });
  const model: Model = { log: createLog(config, START_MS), nowMs: START_MS };
  for (const action of played) action(model);
  return model.log;
}

function batchesOfLog(log: UnifiedLog) {
  return log.segments.flatMap(({ chunk, batchCount }) => chunk.batches.slice(0, batchCount));
}

describe('whatever is done to a log', () => {
  it('its offsets follow one another without a gap, from segment to segment', () => {
    fc.assert(
      fc.property(actions, (played) => {
        const log = play(played);
        let next = log.segments[0]!.baseOffset;
        for (const segment of log.segments) {
          expect(segment.baseOffset).toBe(next);
          for (const batch of segment.chunk.batches) {
            expect(batch.baseOffset).toBe(next);
            next = batch.lastOffset + 1;
          }
        }
        expect(log.logEndOffset).toBe(next);
      }),
    );
  });

  it('log start, high watermark and log end stay in order', () => {
    fc.assert(
      fc.property(actions, (played) => {
        const log = play(played);
        expect(log.segments[0]!.baseOffset).toBeLessThanOrEqual(log.logStartOffset);
        expect(log.logStartOffset).toBeLessThanOrEqual(log.highWatermark);
        expect(log.highWatermark).toBeLessThanOrEqual(log.logEndOffset);
      }),
    );
  });

  it('sizes and positions add up, and no segment is larger than it may be', () => {
    fc.assert(
      fc.property(actions, (played) => {
        const log = play(played);
        for (const segment of log.segments) {
          let position = 0;
          segment.chunk.batches.forEach((batch, index) => {
            expect(positionOf(segment, index)).toBe(position);
            position += batch.sizeInBytes;
          });
          expect(segment.sizeInBytes).toBe(position);
          expect(position).toBeLessThanOrEqual(1000);
        }
        expect(sizeOfLog(log)).toBe(
          batchesOfLog(log).reduce((bytes, { sizeInBytes }) => bytes + sizeInBytes, 0),
        );
      }),
    );
  });

  it('reading at any offset in its range gives the batch that holds it', () => {
    fc.assert(
      fc.property(actions, (played) => {
        const log = play(played);
        for (let offset = log.logStartOffset; offset < log.logEndOffset; offset++) {
          const result = read(log, offset, 1, true, log.logEndOffset);
          if (isReadFailure(result)) throw new Error(result.error);
          const [batch] = result.batches;
          expect(batch!.baseOffset).toBeLessThanOrEqual(offset);
          expect(batch!.lastOffset).toBeGreaterThanOrEqual(offset);
          expect(result.sizeInBytes).toBe(batch!.sizeInBytes);
          expect(log.segments[floorSegment(log, offset)]!.chunk.batches).toContain(batch);
        }
      }),
    );
  });

  it('a read takes all whole batches that fit, and never a byte more than it may', () => {
    fc.assert(
      fc.property(actions, place, fc.integer({ min: 0, max: 1500 }), (played, at, maxBytes) => {
        const log = play(played);
        const from = batchBoundary(log, at);
        const result = read(log, from, maxBytes, false, log.logEndOffset);
        if (isReadFailure(result)) throw new Error(result.error);
        const wholeBytes = result.batches.reduce((bytes, { sizeInBytes }) => bytes + sizeInBytes, 0);
        expect(result.sizeInBytes).toBeLessThanOrEqual(maxBytes);
        expect(wholeBytes).toBeLessThanOrEqual(result.sizeInBytes);
        const next = batchesOfLog(log).find(
          ({ baseOffset }) => baseOffset > (result.batches.at(-1)?.lastOffset ?? from - 1),
        );
        if (next && result.sizeInBytes === maxBytes)
          expect(wholeBytes + next.sizeInBytes).toBeGreaterThan(maxBytes);
      }),
    );
  });

  it('a follower that appends what it reads ends with the same batches', () => {
    fc.assert(
      fc.property(actions, (played) => {
        const leader = play(played);
        const follower = createLog(leader.config, START_MS);
        follower.logEndOffset = leader.segments[0]!.baseOffset;
        for (const batch of batchesOfLog(leader)) appendAsFollower(follower, batch, START_MS);
        expect(batchesOfLog(follower)).toEqual(batchesOfLog(leader));
        expect(follower.producers).toEqual(leader.producers);
      }),
    );
  });
});
