/** Which language to speak, and its catalogue: English is in the page from the start, others are fetched. */
import { en } from './en.ts';
import type { Language, Messages } from './messages.ts';
import type { MoreMessages } from './more-messages.ts';

export const LANGUAGES: readonly Language[] = ['en', 'ko'];

/** The first of the browser's languages that we have. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    const language = LANGUAGES.find((each) => each === primary);
    if (language) return language;
  }
  return 'en';
}

export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'en') return en;
  const [{ ko }] = await Promise.all([import('./ko.ts'), import('./korean-font.ts')]);
  return ko;
}

export { en as fallbackMessages };

/** The texts of what comes after the first frame. */
export async function loadMore(language: Language): Promise<MoreMessages> {
  return language === 'ko' ? (await import('./more.ko.ts')).more : (await import('./more.en.ts')).more;
}
