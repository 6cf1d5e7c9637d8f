/** Random ids, of topics and of broker processes, in Kafka's text form: base64url without padding (org.apache.kafka.common.Uuid). */
import { type Ctx, draw } from '../ctx.ts';
import type { NodeBase } from '../node.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS = 128;

/** A version 4 UUID from the node's stream of chance. As in Kafka, none begins with a dash. */
export function randomUuid(ctx: Ctx, node: Pick<NodeBase, 'id' | 'draws'>): string {
  for (;;) {
    const text = toBase64Url(randomBytes(ctx, node));
    if (!text.startsWith('-')) return text;
  }
}

function randomBytes(ctx: Ctx, node: Pick<NodeBase, 'id' | 'draws'>): number[] {
  const bytes: number[] = [];
  while (bytes.length < BITS / 8) {
    const word = draw(ctx, node, 0x1_0000_0000);
    bytes.push(word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

function toBase64Url(bytes: readonly number[]): string {
  let text = '';
  for (let bit = 0; bit < BITS; bit += 6) {
    const index = bit >> 3;
    const pair = (bytes[index]! << 8) | (bytes[index + 1] ?? 0);
    text += ALPHABET[(pair >> (10 - (bit & 7))) & 0x3f];
  }
  return text;
}
