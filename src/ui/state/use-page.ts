import { useStore } from 'zustand';
import { type PageState, page } from './store.ts';

/** A part of the page's state, in a React component. */
export function usePage<Part>(select: (state: PageState) => Part): Part {
  return useStore(page, select);
}
