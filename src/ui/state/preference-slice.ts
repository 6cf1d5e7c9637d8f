/** Language and theme: the browser's by default, remembered once chosen. */
import { fallbackMessages } from '../../i18n/languages.ts';
import type { Language, Messages } from '../../i18n/messages.ts';
import type { Slice } from './slice.ts';

export type Theme = 'light' | 'dark';

export interface PreferenceSlice {
  readonly language: Language;
  readonly messages: Messages;
  readonly theme: Theme;
  readonly setMessages: (messages: Messages) => void;
  readonly setTheme: (theme: Theme) => void;
}

export const preferenceSlice: Slice<PreferenceSlice> = (set) => ({
  language: 'en',
  messages: fallbackMessages,
  theme: 'light',
  setMessages: (messages) => set({ messages, language: messages.language }),
  setTheme: (theme) => set({ theme }),
});
