import { use } from 'react';
import { type BytesMessages, loadBytesMessages } from '../../i18n/bytes-messages.ts';
import type { Language } from '../../i18n/messages.ts';
import { usePage } from '../state/use-page.ts';

const loading = new Map<Language, Promise<BytesMessages>>();

/** Texts of messages and bytes. Suspends until they are there. */
export function useBytesTexts(): BytesMessages {
  const language = usePage((page) => page.language);
  let texts = loading.get(language);
  if (!texts) {
    texts = loadBytesMessages(language);
    loading.set(language, texts);
  }
  return use(texts);
}
