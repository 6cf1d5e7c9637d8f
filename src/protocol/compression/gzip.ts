import { gunzipSync, gzipSync } from 'fflate';

/** Without a time in the header: the same content gives the same bytes. */
export function compressGzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0 });
}

export function decompressGzip(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes);
}
