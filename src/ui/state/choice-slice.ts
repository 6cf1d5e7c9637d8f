/** What the user points at, selects and has open. */
import type { DataWorkload } from '../../scenario/scenario.ts';
import type { BytesTarget } from '../../view/bytes.ts';
import type { Selection } from '../../view/inspection.ts';
import type { Slice } from './slice.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A dialog or a menu that can be open; one at a time. */
export type Dialog =
  | { readonly kind: 'share' }
  | { readonly kind: 'add-producer' }
  | { readonly kind: 'add-consumer'; readonly group: string | null }
  | { readonly kind: 'add-topic' }
  | { readonly kind: 'add-partitions'; readonly topic: string }
  | { readonly kind: 'delete-records'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'move-replicas'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'reset-offsets'; readonly group: string }
  | { readonly kind: 'produce'; readonly producer: string | null }
  | { readonly kind: 'load'; readonly producer: string }
  | { readonly kind: 'transactions'; readonly producer: string }
  | { readonly kind: 'move-consumer'; readonly consumer: string }
  | { readonly kind: 'data'; readonly producer: string | null; readonly file: File | null }
  /** A run replays a file that is not here. */
  | { readonly kind: 'ask-file'; readonly workload: DataWorkload; readonly retry: () => void };

export interface ThingMenu {
  readonly selection: Selection;
  readonly at: Point;
}

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface HoveredRecord extends Point, RecordPlace {}

export interface ChoiceSlice {
  readonly selection: Selection | null;
  /** Of the partition selected, the record that was chosen with it. */
  readonly record: RecordPlace | null;
  /** What is looked at byte by byte. */
  readonly bytes: BytesTarget | null;
  readonly menu: ThingMenu | null;
  readonly dialog: Dialog | null;
  readonly hovered: HoveredRecord | null;
  readonly highlightedKey: number | null;
  readonly descriptionOpen: boolean;
  readonly setSelection: (selection: Selection | null, record?: RecordPlace | null) => void;
  readonly setBytes: (bytes: BytesTarget | null) => void;
  readonly setMenu: (menu: ThingMenu | null) => void;
  readonly setDialog: (dialog: Dialog | null) => void;
  readonly setHovered: (hovered: HoveredRecord | null) => void;
  readonly setHighlightedKey: (key: number | null) => void;
  readonly setDescriptionOpen: (open: boolean) => void;
}

export const choiceSlice: Slice<ChoiceSlice> = (set) => ({
  selection: null,
  record: null,
  bytes: null,
  menu: null,
  dialog: null,
  hovered: null,
  highlightedKey: null,
  // On a phone it is a sheet over the stage, and the stage comes first.
  descriptionOpen: globalThis.innerWidth >= 720,
  setSelection: (selection, record = null) => set({ selection, record }),
  setBytes: (bytes) => set({ bytes }),
  setMenu: (menu) => set({ menu }),
  setDialog: (dialog) => set({ dialog }),
  setHovered: (hovered) => set({ hovered }),
  setHighlightedKey: (highlightedKey) => set({ highlightedKey }),
  setDescriptionOpen: (descriptionOpen) => set({ descriptionOpen }),
});
