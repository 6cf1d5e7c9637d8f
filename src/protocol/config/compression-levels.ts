/** How hard a codec tries (CompressionType), the same for topics, brokers and producers. */
import { int } from './config-def.ts';

export const COMPRESSION_LEVELS = {
  'compression.gzip.level': int(-1, { min: 1, max: 9, orElse: -1 }),
  'compression.lz4.level': int(9, { min: 1, max: 17 }),
  'compression.zstd.level': int(3, { min: -131_072, max: 22 }),
};
