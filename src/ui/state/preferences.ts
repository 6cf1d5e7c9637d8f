/** Applies language and theme to the document, and remembers them. */
import { LANGUAGES, loadMessages, preferredLanguage } from '../../i18n/languages.ts';
import type { Language } from '../../i18n/messages.ts';
import type { Theme } from './preference-slice.ts';
import { recall, remember } from './remembered.ts';
import { page } from './store.ts';

const darkWanted = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** Before the first drawing. Resolves when the language is there. */
export async function applyPreferences(): Promise<void> {
  const theme = recall('theme');
  applyTheme(theme === 'dark' || theme === 'light' ? theme : darkWanted().matches ? 'dark' : 'light');
  darkWanted().addEventListener('change', ({ matches }) => {
    if (recall('theme') === null) applyTheme(matches ? 'dark' : 'light');
  });
  const language = LANGUAGES.find((each) => each === recall('language'));
  // Without the catalogue there is English.
  await applyLanguage(language ?? preferredLanguage(navigator.languages)).catch(() => {});
}

export function chooseTheme(theme: Theme): void {
  remember('theme', theme);
  applyTheme(theme);
}

export async function chooseLanguage(language: Language): Promise<void> {
  remember('language', language);
  await applyLanguage(language);
}

function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  page.getState().setTheme(theme);
}

async function applyLanguage(language: Language): Promise<void> {
  const messages = await loadMessages(language);
  document.documentElement.lang = language;
  page.getState().setMessages(messages);
}
