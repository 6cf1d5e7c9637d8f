/**
 * LZ4 frames as Kafka writes and reads them (`Lz4BlockOutputStream`, `Lz4BlockInputStream`): independent blocks of at most 64 KiB, each as
 * it is if it can't be compressed; no content size, no checksums but the header's. Frames of other writers may
 * have larger blocks, sizes and checksums; blocks that lean on each other are refused, as Kafka refuses them.
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
import { ByteList } from './byte-list.ts';
import { compressBlock, decompressBlock } from './lz4-block.ts';
import { xxhash32 } from './xxhash32.ts';

const MAGIC = 0x184d2204;
const VERSION = 0b01 << 6;
const BLOCK_INDEPENDENCE = 1 << 5;
const BLOCK_CHECKSUM = 1 << 4;
const CONTENT_SIZE = 1 << 3;
const RESERVED_FLAGS = 0b11;

/** Block size codes 4 to 7: 64 KiB, 256 KiB, 1 MiB, 4 MiB. */
const BLOCK_SIZE_CODE = 4;
const RESERVED_BLOCK_DESCRIPTOR = 0b1000_1111;
const NOT_COMPRESSED = 0x8000_0000;

export function compressLz4(bytes: Uint8Array): Uint8Array {
  const frame = new ByteList();
  const descriptor = Uint8Array.of(VERSION | BLOCK_INDEPENDENCE, BLOCK_SIZE_CODE << 4);
  frame.uint32(MAGIC);
  frame.bytes(descriptor);
  frame.bytes(Uint8Array.of(checksumByte(descriptor)));
  for (let from = 0; from < bytes.length; from += blockSize(BLOCK_SIZE_CODE)) {
    const block = bytes.subarray(from, from + blockSize(BLOCK_SIZE_CODE));
    const compressed = compressBlock(block);
    frame.uint32(compressed ? compressed.length : block.length + NOT_COMPRESSED);
    frame.bytes(compressed ?? block);
  }
  frame.uint32(0);
  return frame.toBytes();
}

export function decompressLz4(frame: Uint8Array): Uint8Array {
  const { hasBlockChecksums, maxBlockSize, headerSize } = readHeader(frame);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const content = new ByteList();
  for (let at = headerSize; ; ) {
    const prefix = view.getUint32(at, true);
    at += 4;
    const isCompressed = prefix < NOT_COMPRESSED;
    const size = isCompressed ? prefix : prefix - NOT_COMPRESSED;
    // The end. A checksum of the whole content may follow; Kafka does not look at it either.
    if (size === 0) return content.toBytes();
    if (size > maxBlockSize) refuse(`a block of ${size} bytes, where ${maxBlockSize} are the most`);
    if (at + size > frame.length) refuse('it ends inside a block');
    const block = frame.subarray(at, at + size);
    at += size;
    if (isCompressed) content.fill(maxBlockSize, (target) => decompressBlock(block, target));
    else content.bytes(block);
    if (!hasBlockChecksums) continue;
    if (view.getUint32(at, true) !== xxhash32(block)) refuse('a block does not have its checksum');
    at += 4;
  }
}

interface FrameHeader {
  readonly hasBlockChecksums: boolean;
  readonly maxBlockSize: number;
  readonly headerSize: number;
}

function readHeader(frame: Uint8Array): FrameHeader {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7) refuse('it ends inside its header');
  if (view.getUint32(0, true) !== MAGIC) refuse('no LZ4 frame begins here');
  const flags = view.getUint8(4);
  const blockDescriptor = view.getUint8(5);
  if ((flags & RESERVED_FLAGS) !== 0) refuse('reserved flags are set');
  if (flags >> 6 !== VERSION >> 6) refuse(`its version is ${flags >> 6}`);
  if (!(flags & BLOCK_INDEPENDENCE)) refuse('its blocks depend on each other');
  const sizeCode = blockDescriptor >> 4;
  if (blockDescriptor & RESERVED_BLOCK_DESCRIPTOR || sizeCode < 4) refuse('its block size is unknown');
  const descriptorEnd = flags & CONTENT_SIZE ? 14 : 6;
  if (frame[descriptorEnd] !== checksumByte(frame.subarray(4, descriptorEnd))) {
    refuse('its header does not have its checksum');
  }
  return {
    hasBlockChecksums: (flags & BLOCK_CHECKSUM) !== 0,
    maxBlockSize: blockSize(sizeCode),
    headerSize: descriptorEnd + 1,
  };
}

function checksumByte(descriptor: Uint8Array): number {
  return (xxhash32(descriptor) >>> 8) & 0xff;
}

function blockSize(code: number): number {
  return 1 << (2 * code + 8);
}

function refuse(reason: string): never {
  throw new Error(`unreadable LZ4 frame: ${reason}`);
}
