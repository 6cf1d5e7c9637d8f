/** Messages and record batches as they are on the wire: what the page shows byte by byte and field by field. */
import type { Micros } from '../kernel/brand.ts';
import type { Selection } from './inspection.ts';

/** What is to be looked at. */
export type BytesTarget =
  | { readonly kind: 'message'; readonly id: number }
  /** The message that a mark on the stage stands for. */
  | { readonly kind: 'flight'; readonly id: number }
  /** The batch in which a record lies, in the log of its partition's leader. */
  | { readonly kind: 'batch'; readonly topic: string; readonly partition: number; readonly offset: number };

export interface ByteField {
  /** Null: an item of what is around it, known by its place there. */
  readonly name: string | null;
  /** How its bytes are written: `int32`, `compact string`, `array of int8`, `varint`. */
  readonly type: string;
  /** Null also where there is more to say than a value: a struct has only what is inside it. */
  readonly value: string | number | boolean | null;
  /** How many items an array has; null: it is none, or null itself. */
  readonly items: number | null;
  /** First byte, and the one after the last; a length before the value is part of it. */
  readonly from: number;
  readonly to: number;
  /** Of a tagged field; null: it is none. */
  readonly tag: number | null;
  /** What the value stands for, in Kafka's own names: an error, an API, a topic, a time. */
  readonly meaning: string | null;
  /** Of a checksum: whether it is that of the bytes. */
  readonly valid: boolean | null;
  readonly inner: readonly ByteField[];
}

export type MessageState = 'in-flight' | 'arrived' | 'lost';

/** A message in a list. */
export interface MessageLine {
  readonly id: number;
  readonly api: string;
  readonly version: number;
  readonly direction: 'request' | 'response';
  readonly from: MessageEnd;
  readonly to: MessageEnd;
  readonly state: MessageState;
  readonly sentUs: Micros;
  /** What a cut link swallowed never arrives: then the time at which it was sent. */
  readonly arrivesUs: Micros;
  /** An error that the response tells, by Kafka's name; null: none. */
  readonly error: string | null;
}

export type MessageEnd =
  | Extract<Selection, { kind: 'producer' | 'consumer' | 'broker' | 'controller' }>
  /** Nothing on the stage: an admin client. */
  | { readonly kind: 'admin'; readonly name: string };

export interface MessageList {
  readonly timeUs: Micros;
  /** Those under way first, then those that arrived last. */
  readonly lines: readonly MessageLine[];
  /** The message by which the last step ended; null: time has gone on since. */
  readonly stepped: number | null;
}

export interface BytesView {
  readonly heading:
    | ({
        readonly kind: 'message';
        readonly apiKey: number;
        /** Version of the header before the message. */
        readonly headerVersion: number;
        /** Whether lengths are compact and tagged fields may follow (KIP-482). */
        readonly flexible: boolean;
        /** Its flights on the stage: from the first to before the last; equal: it has none. */
        readonly flights: { readonly from: number; readonly to: number };
      } & MessageLine)
    | {
        readonly kind: 'batch';
        readonly topic: string;
        readonly partition: number;
        readonly baseOffset: number;
        readonly lastOffset: number;
        readonly compression: string;
      };
  readonly bytes: Uint8Array;
  readonly fields: readonly ByteField[];
  /** Where to look first, as places in `fields` and on inside them; empty: at the beginning. */
  readonly focus: readonly number[];
  /** What the engine reckons that the batches take where that is not what they do take; null: it is. */
  readonly reckonedBytes: number | null;
}
