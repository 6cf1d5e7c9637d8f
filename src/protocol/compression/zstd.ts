/**
 * Zstandard. Decoding is fzstd's; encoding stores the content in raw blocks, which every decoder reads: real
 * compression would cost the page a megabyte of WebAssembly. https://www.rfc-editor.org/rfc/rfc8878
 */
import { decompress } from 'fzstd';
import { ByteList } from './byte-list.ts';

const MAGIC = 0xfd2fb528;
/** One segment, with its size in four bytes. */
const FRAME_DESCRIPTOR = 0b1010_0000;
const MAX_BLOCK_BYTES = 128 * 1024;

export function compressZstd(bytes: Uint8Array): Uint8Array {
  const frame = new ByteList();
  frame.uint32(MAGIC);
  frame.bytes(Uint8Array.of(FRAME_DESCRIPTOR));
  frame.uint32(bytes.length);
  let from = 0;
  do {
    const block = bytes.subarray(from, from + MAX_BLOCK_BYTES);
    from += block.length;
    // Three bytes: whether it is the last, the block's type (0, raw), its size.
    const header = (block.length << 3) | (from === bytes.length ? 1 : 0);
    frame.bytes(Uint8Array.of(header, header >>> 8, header >>> 16));
    frame.bytes(block);
  } while (from < bytes.length);
  return frame.toBytes();
}

export function decompressZstd(frame: Uint8Array): Uint8Array {
  return decompress(frame);
}
