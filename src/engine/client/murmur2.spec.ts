import { describe, expect, it } from 'vitest';
import { murmur2, partitionForKey, toPositive } from './murmur2.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('murmur2', () => {
  it('hashes keys of every length modulo four as Kafka does', () => {
    expect(['', '0', 'key52352', 'user-80889', 'order-94089'].map((key) => murmur2(utf8(key)))).toEqual([
      275646681, 971027396, -441579447, -881079430, -549155985,
    ]);
  });

  it('reads bytes as unsigned', () => {
    expect(murmur2(Uint8Array.of(0xff))).toBe(-311467685);
    expect(murmur2(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toBe(644171429);
  });

  it('hashes the bytes of a view and nothing around them', () => {
    const around = utf8('<user-80889>');
    expect(murmur2(around.subarray(1, -1))).toBe(murmur2(utf8('user-80889')));
  });
});

describe('partitionForKey', () => {
  it('clears the sign instead of negating, which would fail for the smallest hash', () => {
    expect(toPositive(-0x80000000)).toBe(0);
    expect(toPositive(-1)).toBe(0x7fffffff);
  });

  it('takes the key or its hash', () => {
    expect(partitionForKey(utf8('user-80889'), 12)).toBe(10);
    expect(partitionForKey(murmur2(utf8('user-80889')), 12)).toBe(10);
  });
});
