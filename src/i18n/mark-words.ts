/** What marks say, in each language: after the first frame, and then at once, whichever language is spoken. */
import { marks as en } from './marks.en.ts';
import { marks as ko } from './marks.ko.ts';
import type { Language, MarkMessages } from './messages.ts';

export const MARK_WORDS: Readonly<Record<Language, MarkMessages>> = { en, ko };
