/**
 * What the page's parts share; it needs no React, which comes after the first frame (see `use-page.ts`). Frames never pass through here; digests do, at most eight times a second.
 * Slices are in files of their own; whoever changes things calls the session (`ui/session/`).
 */
import { createStore } from 'zustand/vanilla';
import { type ChoiceSlice, choiceSlice } from './choice-slice.ts';
import { type NoticeSlice, noticeSlice } from './notice-slice.ts';
import { type PreferenceSlice, preferenceSlice } from './preference-slice.ts';
import { type RunSlice, runSlice } from './run-slice.ts';
import { type TimelineSlice, timelineSlice } from './timeline-slice.ts';

export type PageState = RunSlice & TimelineSlice & ChoiceSlice & NoticeSlice & PreferenceSlice;

export const page = createStore<PageState>()((...with_) => ({
  ...runSlice(...with_),
  ...timelineSlice(...with_),
  ...choiceSlice(...with_),
  ...noticeSlice(...with_),
  ...preferenceSlice(...with_),
}));
