/**
 * Snappy as Kafka writes it (`SnappyOutputStream` of xerial's library): a header of its own, then raw snappy
 * blocks of at most 32 KiB of content, each after its length. Without that header the whole is one raw block, as
 * some clients send it.
 */
import { compress, uncompress } from 'snappyjs';
import { ByteList } from './byte-list.ts';

/** `\x82SNAPPY\0`, version 1, readable by version 1. */
const HEADER = Uint8Array.of(0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1);
const MAGIC_BYTES = 8;
const BLOCK_BYTES = 32 * 1024;

export function compressSnappy(bytes: Uint8Array): Uint8Array {
  const stream = new ByteList();
  stream.bytes(HEADER);
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
    const block = compress(bytes.subarray(from, from + BLOCK_BYTES));
    stream.int32(block.length);
    stream.bytes(block);
  }
  return stream.toBytes();
}

export function decompressSnappy(stream: Uint8Array): Uint8Array {
  if (!HEADER.subarray(0, MAGIC_BYTES).every((byte, index) => stream[index] === byte))
    return uncompress(stream);
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const content = new ByteList();
  for (let at = HEADER.length; at < stream.length; ) {
    const size = view.getInt32(at);
    at += 4;
    if (size < 0 || at + size > stream.length) throw new Error('a snappy block ends beyond its stream');
    content.bytes(uncompress(stream.subarray(at, at + size)));
    at += size;
  }
  return content.toBytes();
}
