// The package types its CRC-32 only; its CRC-32C has the same form.
declare module 'crc-32/crc32c.js' {
  const CRC32C: { buf(bytes: Uint8Array, seed?: number): number };
  export default CRC32C;
}
