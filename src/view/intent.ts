/** What hands do on the stage, in the stage's own terms; the page makes commands of them. */
import type { Selection } from './inspection.ts';

export type Intent =
  | { readonly type: 'select'; readonly selection: Selection | null }
  /** The mark of a message under way. */
  | { readonly type: 'select-flight'; readonly id: number }
  /** A consumer dropped on a group, on the empty slot (a new group, named by the page), or on the bench. */
  | { readonly type: 'move-consumer'; readonly consumer: string; readonly to: DropTarget }
  /** A new consumer dragged from the tray. */
  | { readonly type: 'add-consumer'; readonly to: DropTarget }
  | {
      readonly type: 'open-menu';
      readonly selection: Selection;
      readonly at: { readonly x: number; readonly y: number };
    }
  /** Enter or a double click on a thing: its main action, such as stopping a broker by K. */
  | { readonly type: 'key-command'; readonly selection: Selection; readonly key: string }
  | {
      readonly type: 'hover-record';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly type: 'leave-record' }
  | { readonly type: 'highlight-key'; readonly keyId: number | null };

export type DropTarget =
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'new-group' }
  | { readonly kind: 'bench' };
