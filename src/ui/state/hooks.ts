import type { Messages } from '../../i18n/messages.ts';
import { usePage } from './use-page.ts';

/** The texts of the language chosen. */
export function useMessages(): Messages {
  return usePage((state) => state.messages);
}
