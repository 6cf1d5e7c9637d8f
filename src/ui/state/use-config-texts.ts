import { use } from 'react';
import { type ConfigTexts, loadConfigTexts } from '../../i18n/config-texts.ts';
import type { Language } from '../../i18n/messages.ts';
import { usePage } from './use-page.ts';

const loading = new Map<Language, Promise<ConfigTexts>>();

/** What each config does. Suspends until the texts are there. */
export function useConfigTexts(): ConfigTexts {
  const language = usePage((page) => page.language);
  let texts = loading.get(language);
  if (!texts) {
    texts = loadConfigTexts(language);
    loading.set(language, texts);
  }
  return use(texts);
}
