import type { StateCreator } from 'zustand';
import type { PageState } from './store.ts';

/** A part of the page's state: sees all of it, brings its own. */
export type Slice<Part> = StateCreator<PageState, [], [], Part>;
