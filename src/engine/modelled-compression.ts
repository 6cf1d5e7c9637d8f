/**
 * What compressing makes of records: they are recipes until somebody looks, so it is a fixed share of their bytes
 * here, the same for every codec: about what JSON becomes under gzip. Looking at a batch shows its real size beside.
 */
export const MODELLED_RATIO = 0.5;

export function compressedBytes(contentBytes: number): number {
  return Math.ceil(contentBytes * MODELLED_RATIO);
}
