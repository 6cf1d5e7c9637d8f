import type { Type } from './schema.ts';
import type { ValueCodec } from './value-codec.ts';

/** What of a field is known before it is read. */
export interface WatchedField {
  /** Null for an item of an array. */
  readonly name: string | null;
  readonly type: Type;
  /** Whether its length, if it has one, is in the form of the flexible versions. */
  readonly compact: boolean;
  /** Of a tagged field, null: it is none. */
  readonly tag: number | null;
}

/** Is told of every field as it is read, and where in the bytes it lies: the outer before its inner ones. */
export interface FieldWatcher {
  enter(field: WatchedField, position: number): void;
  leave(value: unknown, position: number): void;
}

/** The same codec, whose reader is watched. */
export function watched(watcher: FieldWatcher, field: WatchedField, codec: ValueCodec): ValueCodec {
  return {
    read(reader) {
      watcher.enter(field, reader.position);
      const value = codec.read(reader);
      watcher.leave(value, reader.position);
      return value;
    },
    write: codec.write,
  };
}
