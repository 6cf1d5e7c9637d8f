import { describe, expect, it } from 'vitest';
import { partitions } from './example-group.ts';
import {
  decodeGeneration,
  decodeStickyUserData,
  encodeGeneration,
  encodeStickyUserData,
} from './sticky-user-data.ts';

describe('user data of sticky', () => {
  const claim = { partitions: partitions('t-2 t-5'), generation: 2 };
  const v0 = [0, 0, 0, 1, 0, 1, 0x74, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 5];
  const v1 = [...v0, 0, 0, 0, 2];

  it('is the previous assignment and its generation', () => {
    expect([...encodeStickyUserData(claim)]).toEqual(v1);
    expect(decodeStickyUserData(Uint8Array.from(v1))).toEqual(claim);
  });

  it('is read without the generation from older clients', () => {
    expect(decodeStickyUserData(Uint8Array.from(v0))).toEqual({ ...claim, generation: -1 });
  });

  it.each([[null], [[]], [[1, 2, 3]], [v0.slice(0, -1)]])('makes no claim if it is %j', (broken) => {
    const userData = broken && Uint8Array.from(broken);
    expect(decodeStickyUserData(userData)).toEqual({ partitions: [], generation: -1 });
  });
});

describe('user data of cooperative-sticky', () => {
  it('is the generation', () => {
    expect([...encodeGeneration(258)]).toEqual([0, 0, 1, 2]);
    expect(decodeGeneration(encodeGeneration(258))).toBe(258);
    expect(decodeGeneration(Uint8Array.of(1))).toBe(-1);
    expect(decodeGeneration(null)).toBe(-1);
  });
});
