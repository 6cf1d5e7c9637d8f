import type { Language } from '../../i18n/messages.ts';
import type { LocalText } from '../../scenario/scenario.ts';
import { usePage } from '../state/use-page.ts';

/** A scenario's text in the language of the page, or in English where it has no other. */
export function localText(text: LocalText | undefined, language: Language): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : (text[language] ?? text.en);
}

export function useLocal(text: LocalText | undefined): string {
  return localText(
    text,
    usePage((page) => page.language),
  );
}
