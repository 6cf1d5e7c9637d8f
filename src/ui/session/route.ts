/** Where the address points. Everything is in the fragment, so that a static folder serves it and nothing is sent. */

export type Route =
  | { readonly page: 'library' }
  /** The run on the stage, whatever it is. */
  | { readonly page: 'stage' }
  | { readonly page: 'builtin'; readonly id: string }
  | { readonly page: 'blank' }
  | { readonly page: 'link'; readonly fragment: string };

export function readRoute(hash: string): Route {
  const fragment = hash.replace(/^#/, '');
  if (fragment === '' || fragment === '/' || fragment === '/stage') return { page: 'stage' };
  if (fragment === '/library') return { page: 'library' };
  if (fragment === '/blank') return { page: 'blank' };
  const id = /^\/s\/([a-z0-9-]+)$/.exec(fragment)?.[1];
  if (id) return { page: 'builtin', id };
  return { page: 'link', fragment };
}

export const LIBRARY_HASH = '#/library';
export const BLANK_HASH = '#/blank';
export const STAGE_HASH = '#/stage';

export function builtinHash(id: string): string {
  return `#/s/${id}`;
}
