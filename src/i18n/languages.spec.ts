import { describe, expect, it } from 'vitest';
import { LANGUAGES, loadMessages, loadMore, preferredLanguage } from './languages.ts';

it('the language is the first of the browser’s that there is, or English', () => {
  expect(preferredLanguage(['ko-KR', 'en'])).toBe('ko');
  expect(preferredLanguage(['fr', 'en-GB', 'ko'])).toBe('en');
  expect(preferredLanguage(['fr'])).toBe('en');
});

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  it('leaves no text empty', async () => {
    // The font that comes with Korean is a style sheet, which Node can't read: the texts are asked for alone.
    const { ko } = await import('./ko.ts');
    const messages = language === 'ko' ? ko : await loadMessages(language);
    const empty = [...textsOf(messages), ...textsOf(await loadMore(language))].filter(
      ([, text]) => text.trim() === '',
    );
    expect(empty).toEqual([]);
  });
});

function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}
