/**
 * Korean particles depend on how the word before them ends: with a closing consonant or without, and ㄹ counts
 * as none before 으로. Names on the stage are Hangul, digits and Latin letters in any mix, so the ending is the
 * one that a Korean engineer would say: Consumer 1이, billing을, topic은, P0으로.
 */

export type Josa = '이/가' | '을/를' | '은/는' | '과/와' | '으로/로' | '이며/며';

type Ending = 'none' | 'rieul' | 'other';

/** The word with its particle. */
export function josa(word: string | number, pair: Josa): string {
  return `${word}${particle(word, pair)}`;
}

function particle(word: string | number, pair: Josa): string {
  const [afterConsonant = '', afterVowel = ''] = pair.split('/');
  const ending = endingOf(String(word));
  if (ending === 'none') return afterVowel;
  return pair === '으로/로' && ending === 'rieul' ? afterVowel : afterConsonant;
}

function endingOf(word: string): Ending {
  const spoken = word.normalize('NFC').replace(/[^\p{L}\p{N}%]+$/u, '');
  const last = spoken.at(-1) ?? '';
  if (last >= '가' && last <= '힣') return hangulEnding(last);
  if (/\d/.test(last)) return digitsEnding(spoken);
  if (/[a-z]/i.test(last)) return latinEnding(spoken);
  return 'none'; // '%' is 퍼센트; what else there is, a Korean voice would end with a vowel more often than not
}

/** A syllable block is 28 endings wide; the ninth is ㄹ. */
function hangulEnding(syllable: string): Ending {
  const ending = (syllable.charCodeAt(0) - 0xac00) % 28;
  return ending === 0 ? 'none' : ending === 8 ? 'rieul' : 'other';
}

/** 영 일 이 삼 사 오 육 칠 팔 구; with zeros after it a number ends in 십, 백, 천, 만 or 억. */
function digitsEnding(spoken: string): Ending {
  const last = spoken.at(-1);
  if (last === '1' || last === '7' || last === '8') return 'rieul';
  return last === '0' || last === '3' || last === '6' ? 'other' : 'none';
}

function latinEnding(spoken: string): Ending {
  const word = /[A-Za-z]+$/.exec(spoken)?.[0] ?? '';
  return word === word.toUpperCase() ? spelledEnding(word) : wordEnding(word.toLowerCase());
}

/** Letters said one by one: 엘, 엠, 엔 and 알 close, the others do not. */
function spelledEnding(word: string): Ending {
  const last = word.at(-1) ?? '';
  if (last === 'L' || last === 'R') return 'rieul';
  return last === 'M' || last === 'N' ? 'other' : 'none';
}

/** A Latin word as Korean writes it: 빌링, 토픽, 테이블, 라인; but 스토어, 로그, 페이먼트. */
function wordEnding(word: string): Ending {
  if (/(l|le)$/.test(word)) return 'rieul';
  if (/(m|n|ng|me|ne)$/.test(word)) return 'other';
  // A stop after one short vowel closes the syllable (웹, 앱, 토픽, 넷), after a long one it gets a vowel (데이트).
  return /(^|[^aeiou])[aeiou]([bckpt])\2?$|(oo|ou)[kt]$|ck$/.test(word) ? 'other' : 'none';
}
