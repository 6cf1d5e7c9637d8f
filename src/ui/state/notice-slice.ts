/** What the page has to tell: notices that stay until dismissed or answered, and words for the live region. */
import type { Slice } from './slice.ts';

export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'warning' | 'done';
  readonly text: string;
  readonly details?: readonly string[];
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface NoticeSlice {
  readonly notices: readonly Notice[];
  /** The live region's latest words. */
  readonly spoken: string;
  readonly notify: (notice: Omit<Notice, 'id'>) => void;
  readonly dismiss: (id: number) => void;
  readonly speak: (words: string) => void;
}

const MOST_NOTICES = 4;
let nextId = 1;

export const noticeSlice: Slice<NoticeSlice> = (set) => ({
  notices: [],
  spoken: '',
  notify: (notice) =>
    set(({ notices }) => ({
      notices: [...notices.filter(({ text }) => text !== notice.text), { ...notice, id: nextId++ }].slice(
        -MOST_NOTICES,
      ),
    })),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  // The same words once more are another announcement: only a change is spoken.
  speak: (words) => set(({ spoken }) => ({ spoken: spoken === words ? `${words}\u00a0` : words })),
});
