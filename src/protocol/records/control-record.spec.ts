import { describe, expect, it } from 'vitest';
import { controlRecordType, coordinatorEpochOf, endTransactionMarker } from './control-record.ts';

describe('a transaction marker', () => {
  it.each(['ABORT', 'COMMIT'] as const)('says %s and the epoch of the coordinator', (type) => {
    const { key, value } = endTransactionMarker(type, 12);
    expect(controlRecordType(key)).toBe(type);
    expect(coordinatorEpochOf(value)).toBe(12);
  });

  it('is refused when it is too short', () => {
    expect(() => coordinatorEpochOf(Uint8Array.of(0, 0, 0, 0, 1))).toThrow('too short');
    expect(() => coordinatorEpochOf(null)).toThrow('too short');
  });
});

describe('the key of a control record', () => {
  it.each([
    [[0, 0, 0, 2], 'LEADER_CHANGE'],
    [[0, 9, 0, 1], 'COMMIT'],
    [[0, 0, 0, 99], 'UNKNOWN'],
    [[0, 0, 0xff, 0xff], 'UNKNOWN'],
  ])('%j is of type %s', (key, type) => {
    expect(controlRecordType(Uint8Array.from(key))).toBe(type);
  });

  it.each([[[0, 0, 0]], [[0xff, 0xff, 0, 0]]])('%j is refused', (key) => {
    expect(() => controlRecordType(Uint8Array.from(key))).toThrow(
      expect.objectContaining({ name: 'InvalidRecordException' }),
    );
  });
});
