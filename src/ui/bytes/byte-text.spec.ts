import { expect, it } from 'vitest';
import { asciiOf, hexText, offsetText, unsignedOf } from './byte-text.ts';

it('hex has two digits a byte and places at least four', () => {
  expect(hexText(Uint8Array.of(0, 10, 255))).toBe('00 0a ff');
  expect([offsetText(0), offsetText(0x1f0), offsetText(0x12345)]).toEqual(['0000', '01f0', '12345']);
});

it('what ASCII can’t show is a dot', () => {
  expect([0x00, 0x1f, 0x20, 0x41, 0x7e, 0x7f, 0xff].map(asciiOf).join('')).toBe('·· A~··');
});

it('a varint’s bytes make a number, the lowest seven bits first', () => {
  expect(unsignedOf(Uint8Array.of(0x00))).toBe(0);
  expect(unsignedOf(Uint8Array.of(0xe2, 0x01))).toBe(226);
  expect(unsignedOf(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f))).toBe(0xffff_ffff);
});
