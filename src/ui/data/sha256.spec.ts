import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256, sha256InScript } from './sha256.ts';

it('is what the platform computes, at every length around the blocks’ ends', async () => {
  for (const length of [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 0xff);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(Buffer.from(sha256InScript(bytes)).toString('hex')).toBe(expected);
    expect(await sha256(bytes)).toBe(expected);
  }
});
