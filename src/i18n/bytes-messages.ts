/** Texts of what is shown byte by byte: fetched when somebody first looks for messages. */
import type { MessageLine, MessageState } from '../view/bytes.ts';
import type { Language } from './messages.ts';

export interface BytesMessages {
  readonly list: {
    readonly heading: string;
    readonly hint: string;
    readonly none: string;
    readonly stepped: string;
    readonly direction: Readonly<Record<MessageLine['direction'], string>>;
    /** `when`: how long until it arrives, or at which time it did. */
    readonly state: Readonly<Record<MessageState, (when: string) => string>>;
    readonly admin: string;
  };
  readonly record: {
    readonly heading: (offset: number) => string;
    readonly open: string;
    readonly hint: string;
  };
  readonly view: {
    readonly eyebrow: Readonly<Record<MessageLine['direction'] | 'batch', string>>;
    readonly label: (what: string) => string;
    readonly batch: (partition: string, first: number, last: number) => string;
    readonly batchAbout: string;
    readonly sent: (at: string, flight: string) => string;
    readonly copy: string;
    readonly copied: string;
    readonly gone: string;
    readonly reckoned: (bytes: string) => string;
    readonly tree: string;
    readonly hex: (perRow: number) => string;
    readonly items: (count: string) => string;
    readonly byteCount: (count: string) => string;
    readonly place: (from: string, to: string, count: string) => string;
    readonly tag: (tag: number) => string;
    readonly valid: string;
    readonly invalid: string;
    /** Bytes of a field that are in none of its inner ones. */
    readonly own: string;
    /** A varint's steps: its bytes as one number, then the number that it means. */
    readonly zigzag: (raw: number, value: number) => string;
  };
  readonly chips: {
    readonly apiKey: Explained<number>;
    readonly headerVersion: Explained<number>;
    readonly flexible: Explained<boolean>;
    readonly compression: (type: string) => string;
  };
  /** One line on what each API is for. */
  readonly apis: Readonly<Record<string, string>>;
  /** What fields of headers, batches and records mean, and some of messages. */
  readonly fields: Readonly<Record<string, string>>;
  /** How a type's bytes are to be read. */
  readonly types: Readonly<Record<TypeText, string>>;
}

export interface Explained<Of> {
  readonly text: (of: Of) => string;
  readonly why: (of: Of) => string;
}

export type TypeText =
  | 'boolean'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint16'
  | 'uint32'
  | 'float64'
  | 'uuid'
  | 'varint'
  | 'varlong'
  | 'unsigned varint'
  | 'string'
  | 'compact string'
  | 'bytes'
  | 'compact bytes'
  | 'records'
  | 'compact records'
  | 'array'
  | 'compact array'
  | 'struct'
  | 'record batch'
  | 'record'
  | 'bits'
  | 'compressed';

export async function loadBytesMessages(language: Language): Promise<BytesMessages> {
  const { bytesMessages } = language === 'ko' ? await import('./bytes.ko.ts') : await import('./bytes.en.ts');
  return bytesMessages;
}
