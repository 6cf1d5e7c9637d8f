import { describe, expect, it } from 'vitest';
import { type Josa, josa } from './josa.ts';

function attached(pair: Josa, words: readonly (string | number)[]): string[] {
  return words.map((word) => josa(word, pair));
}

describe('Korean particles', () => {
  it('after Hangul follow the closing consonant', () => {
    expect(attached('이/가', ['리더', '파티션', '오프셋'])).toEqual(['리더가', '파티션이', '오프셋이']);
    expect(attached('을/를', ['컨슈머', '그룹'])).toEqual(['컨슈머를', '그룹을']);
    expect(attached('과/와', ['브로커', '레플리카', '토픽'])).toEqual(['브로커와', '레플리카와', '토픽과']);
  });

  it('after digits follow the number as it is read', () => {
    expect(attached('이/가', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([
      '0이',
      '1이',
      '2가',
      '3이',
      '4가',
      '5가',
      '6이',
      '7이',
      '8이',
      '9가',
    ]);
    expect(attached('은/는', [10, 100, 1000, 12])).toEqual(['10은', '100은', '1000은', '12는']);
    expect(josa('Consumer 1', '이/가')).toBe('Consumer 1이');
    expect(josa('Consumer 2', '이/가')).toBe('Consumer 2가');
  });

  it('after Latin words follow how Korean says them', () => {
    expect(attached('을/를', ['billing', 'audit', 'orders', 'payment', 'checkout'])).toEqual([
      'billing을',
      'audit을',
      'orders를',
      'payment를',
      'checkout을',
    ]);
    expect(attached('은/는', ['topic', 'app', 'store', 'table', 'line', 'page', 'log', 'email'])).toEqual([
      'topic은',
      'app은',
      'store는',
      'table은',
      'line은',
      'page는',
      'log는',
      'email은',
    ]);
  });

  it('after letters said one by one follow their names', () => {
    expect(attached('이/가', ['LEO', 'HW', 'ISR', 'URL', 'JSON'])).toEqual([
      'LEO가',
      'HW가',
      'ISR이',
      'URL이',
      'JSON이',
    ]);
  });

  it('으로 becomes 로 after ㄹ', () => {
    expect(attached('으로/로', ['채널', '리더', '그룹', 1, 7, 3, 'P0', 'table', 'URL'])).toEqual([
      '채널로',
      '리더로',
      '그룹으로',
      '1로',
      '7로',
      '3으로',
      'P0으로',
      'table로',
      'URL로',
    ]);
  });

  it('looks past quotes and brackets', () => {
    expect(josa("'billing'", '이/가')).toBe("'billing'이");
    expect(josa('orders(3)', '은/는')).toBe('orders(3)은');
    expect(josa('', '을/를')).toBe('를');
  });
});
