import type { Type } from './schema.ts';
import type { ValueCodec } from './value-codec.ts';

/** Is told of every field as it is read, and where in the bytes it lies: the outer before its inner ones. */
export interface FieldWatcher {
  /** The name is null for an item of an array. */
  enter(name: string | null, type: Type, position: number): void;
  leave(value: unknown, position: number): void;
}

/** The same codec, whose reader is watched. */
export function watched(
  watcher: FieldWatcher,
  name: string | null,
  type: Type,
  codec: ValueCodec,
): ValueCodec {
  return {
    read(reader) {
      watcher.enter(name, type, reader.position);
      const value = codec.read(reader);
      watcher.leave(value, reader.position);
      return value;
    },
    write: codec.write,
  };
}
