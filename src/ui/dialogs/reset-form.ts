/** What is typed into the dialog that resets offsets, as a command that a script could have. */
import type { ResetKind } from '../../i18n/dialog-messages.ts';
import type { CommandDocument } from '../../scenario/schema-commands.ts';

export const RESET_KINDS: readonly ResetKind[] = [
  'earliest',
  'latest',
  'current',
  'shift-by',
  'offset',
  'datetime',
  'duration',
  'file',
];

export type WrittenKind = Exclude<ResetKind, 'earliest' | 'latest' | 'current'>;

export function isWritten(kind: ResetKind): kind is WrittenKind {
  return kind !== 'earliest' && kind !== 'latest' && kind !== 'current';
}

export interface ResetForm {
  readonly kind: ResetKind;
  /** By the kinds that need something written. */
  readonly written: Readonly<Record<WrittenKind, string>>;
  /** Null: all that the group has committed for. A file says for itself. */
  readonly topic: string | null;
  /** As `0,2`; nothing: all of them. */
  readonly partitions: string;
}

type ResetDocument = Extract<CommandDocument, { do: 'resetOffsets' }>;

/** It may have anything wrong with it: the checks of commands say what. */
export function resetDocument(group: string, form: ResetForm): ResetDocument {
  const to = targetOf(form);
  if (form.topic === null || form.kind === 'file') return { do: 'resetOffsets', group, to };
  const partitions = form.partitions.trim() === '' ? undefined : form.partitions.split(',').map(numberIn);
  const scope = { topic: form.topic, ...(partitions ? { partitions } : {}) };
  return { do: 'resetOffsets', group, to, topics: [scope] };
}

function targetOf({ kind, written }: ResetForm): ResetDocument['to'] {
  switch (kind) {
    case 'offset':
      return { offset: numberIn(written.offset) };
    case 'shift-by':
      return { shiftBy: numberIn(written['shift-by']) };
    case 'datetime':
      return { datetime: written.datetime.trim() };
    case 'duration':
      return { duration: written.duration.trim() };
    case 'file':
      return { file: written.file };
    default:
      return kind;
  }
}

/** Nothing is no number, and not 0. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
