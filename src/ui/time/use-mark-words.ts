import { MARK_WORDS } from '../../i18n/mark-words.ts';
import type { MarkMessages } from '../../i18n/messages.ts';
import { usePage } from '../state/use-page.ts';

export function useMarkWords(): MarkMessages {
  return MARK_WORDS[usePage((page) => page.language)];
}
