/** Captured frames, pixel by pixel: what the eye got, HTML and canvas in one picture. */
import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Line by line, pixel by pixel: red, green, blue, and perhaps how opaque. */
  readonly bytes: Uint8Array;
}

/** What the browser's compositor showed while something was done, frame by frame; the same twice is kept once. */
export async function framesDuring(page: Page, what: () => Promise<void>): Promise<Picture[]> {
  const { width, height } = page.viewportSize()!;
  const screen = await page.context().newCDPSession(page);
  const frames = new Set<string>();
  screen.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.add(data);
    // The last frames come when nobody waits for them any more.
    screen.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await screen.send('Page.startScreencast', { format: 'png', maxWidth: width, maxHeight: height });
  await what();
  await screen.send('Page.stopScreencast');
  await screen.detach();
  return [...frames].map((data) => pictureOf(Buffer.from(data, 'base64')));
}

/** A PNG as Chromium writes it: 8 bits a channel, not interlaced. */
export function pictureOf(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const bytes = unfiltered(inflateSync(Buffer.concat(dataOf(png))), width * channels, height, channels);
  return { width, height, channels, bytes };
}

function dataOf(png: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return parts;
}

/** Each line begins with the number of the filter that predicts its bytes from those left of and above them. */
function unfiltered(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let line = 0; line < height; line++) {
    const filter = raw[line * (stride + 1)]!;
    const from = line * (stride + 1) + 1;
    const to = line * stride;
    const above = to - stride;
    for (let at = 0; at < stride; at++) {
      const left = at >= channels ? out[to + at - channels]! : 0;
      const up = line > 0 ? out[above + at]! : 0;
      const corner = at >= channels && line > 0 ? out[above + at - channels]! : 0;
      out[to + at] = raw[from + at]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const a = Math.abs(guess - left);
  const b = Math.abs(guess - up);
  const c = Math.abs(guess - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
