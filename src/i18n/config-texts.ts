/** What each config does, by Kafka's name: fetched when the inspector first shows a config. */
import type { Language } from './messages.ts';

export type ConfigTexts = Readonly<Record<string, string>>;

export async function loadConfigTexts(language: Language): Promise<ConfigTexts> {
  const { configTexts } =
    language === 'ko' ? await import('./config-texts.ko.ts') : await import('./config-texts.en.ts');
  return configTexts;
}
