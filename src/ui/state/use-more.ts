import { use } from 'react';
import { loadMore } from '../../i18n/languages.ts';
import type { Language } from '../../i18n/messages.ts';
import type { MoreMessages } from '../../i18n/more-messages.ts';
import { usePage } from './use-page.ts';

const loading = new Map<Language, Promise<MoreMessages>>();

/** Texts of the parts that come later. Suspends until they are there. */
export function useMore(): MoreMessages {
  const language = usePage((page) => page.language);
  let texts = loading.get(language);
  if (!texts) {
    texts = loadMore(language);
    loading.set(language, texts);
  }
  return use(texts);
}
