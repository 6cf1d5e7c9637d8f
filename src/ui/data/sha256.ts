/** The digest that identifies a file. Browsers have it, but on a plain http host only for localhost. */

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle) return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  return hex(sha256InScript(bytes));
}

/** FIPS 180-4, for pages without a secure context. */
export function sha256InScript(bytes: Uint8Array): Uint8Array {
  const { constants, initial } = tables();
  const state = Uint32Array.from(initial);
  const padded = pad(bytes);
  const words = new Uint32Array(64);
  for (let block = 0; block < padded.byteLength; block += 64) compress(padded, block, words, state, constants);
  const out = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) out.setUint32(index * 4, word);
  return new Uint8Array(out.buffer);
}

function pad(bytes: Uint8Array): DataView {
  const length = (((bytes.length + 8) >> 6) + 1) << 6;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return view;
}

function compress(
  data: DataView,
  block: number,
  words: Uint32Array,
  state: Uint32Array,
  constants: Uint32Array,
): void {
  for (let t = 0; t < 16; t++) words[t] = data.getUint32(block + t * 4);
  for (let t = 16; t < 64; t++) {
    const s0 = turn(words[t - 15]!, 7) ^ turn(words[t - 15]!, 18) ^ (words[t - 15]! >>> 3);
    const s1 = turn(words[t - 2]!, 17) ^ turn(words[t - 2]!, 19) ^ (words[t - 2]! >>> 10);
    words[t] = (words[t - 16]! + s0 + words[t - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + constants[t]! + words[t]!) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = state[index]! + word;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** Fractions of the cube roots of the first 64 primes, and of the square roots of the first eight. */
function tables(): { constants: Uint32Array; initial: Uint32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (value: number): number => (value - Math.floor(value)) * 2 ** 32;
  return {
    constants: Uint32Array.from(primes.map((prime) => fraction(Math.cbrt(prime)))),
    initial: Uint32Array.from(primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))),
  };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
