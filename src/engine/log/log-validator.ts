/** What a leader refuses before it gives a batch its offsets (Kafka's LogValidator). */
import type { EpochMs } from '../../kernel/brand.ts';
import type { DataRecords, RecordBatch } from '../../protocol/record-batch.ts';
import { isCompacted, type LogConfig } from './log-config.ts';

export type RecordErrorName = 'INVALID_TIMESTAMP' | 'INVALID_RECORD';

/** What is wrong with one record of a batch, as Produce answers it. */
export interface RecordError {
  readonly batchIndex: number;
  readonly error: RecordErrorName;
}

export interface RecordValidationFailure {
  /** INVALID_TIMESTAMP as soon as one record has that error. */
  readonly error: RecordErrorName;
  readonly recordErrors: readonly RecordError[];
}

/** Null: all records may be appended. One bad record refuses its whole batch. */
export function validateRecords(
  batch: RecordBatch,
  config: LogConfig,
  nowMs: EpochMs,
): RecordValidationFailure | null {
  if (!mayHoldBadRecords(batch, config, nowMs)) return null;
  const recordErrors = recordErrorsOf(batch, config, nowMs);
  if (recordErrors.length === 0) return null;
  const isTimestamp = recordErrors.some(({ error }) => error === 'INVALID_TIMESTAMP');
  return { error: isTimestamp ? 'INVALID_TIMESTAMP' : 'INVALID_RECORD', recordErrors };
}

/** False when the batch's header and the settings prove every record good, so that nobody has to look at them. */
function mayHoldBadRecords(batch: RecordBatch, config: LogConfig, nowMs: EpochMs): boolean {
  if (batch.records.kind !== 'data') return false;
  if (isCompacted(config)) return true;
  if (config['message.timestamp.type'] !== 'CreateTime') return batch.timestampType === 'LogAppendTime';
  const isNoneTooNew = batch.maxTimestamp - nowMs <= config['message.timestamp.after.max.ms'];
  const isNoneTooOld = nowMs <= config['message.timestamp.before.max.ms'];
  return !isNoneTooNew || !isNoneTooOld;
}

function recordErrorsOf(batch: RecordBatch, config: LogConfig, nowMs: EpochMs): RecordError[] {
  const errors: RecordError[] = [];
  const records = batch.records as DataRecords;
  const needsKeys = isCompacted(config);
  for (let batchIndex = 0; batchIndex < records.timestampDeltas.length; batchIndex++) {
    // Compaction keeps the newest record of each key: one without a key would have no place.
    if (needsKeys && records.keySizes[batchIndex]! < 0) errors.push({ batchIndex, error: 'INVALID_RECORD' });
    else if (hasInvalidTimestamp(batch, records.timestampDeltas[batchIndex]!, config, nowMs))
      errors.push({ batchIndex, error: 'INVALID_TIMESTAMP' });
  }
  return errors;
}

function hasInvalidTimestamp(
  batch: RecordBatch,
  timestampDelta: number,
  config: LogConfig,
  nowMs: EpochMs,
): boolean {
  const timestamp = batch.baseTimestamp + timestampDelta;
  // A producer must leave LogAppendTime to the broker; without a timestamp there is nothing else to check.
  if (config['message.timestamp.type'] !== 'CreateTime' || timestamp === -1)
    return batch.timestampType === 'LogAppendTime';
  return (
    nowMs - timestamp > config['message.timestamp.before.max.ms'] ||
    timestamp - nowMs > config['message.timestamp.after.max.ms']
  );
}
