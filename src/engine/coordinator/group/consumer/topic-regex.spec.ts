import { describe, expect, it } from 'vitest';
import { matchingTopics, topicRegexError } from './topic-regex.ts';

describe('patterns of topics are RE2', () => {
  it.each([
    ['[', 'missing closing ]'],
    ['(', 'missing closing )'],
    ['a)', 'unexpected )'],
    ['*', 'missing argument to repetition operator'],
    ['a**', 'invalid nested repetition operator'],
    ['a\\', 'trailing backslash at end of expression'],
    ['(?=a)', 'invalid or unsupported Perl syntax'],
    ['(a)\\1', 'invalid escape sequence'],
  ])('%s is none: %s', (regex, error) => {
    expect(topicRegexError(regex)).toBe(error);
  });

  it.each(['orders', 'orders-.*', '(?i)ORDERS', 'a|b', '[]a]+', 'a*?', '(?:ab)+', '(?P<name>a)', '\\d{2,3}'])(
    '%s is one',
    (regex) => {
      expect(topicRegexError(regex)).toBeNull();
    },
  );

  it('fit from beginning to end', () => {
    const topics = ['orders', 'orders-eu', 'my-orders'];
    expect(matchingTopics('orders', topics)).toEqual(['orders']);
    expect(matchingTopics('orders.*', topics)).toEqual(['orders', 'orders-eu']);
    expect(matchingTopics('(?i)MY-.*', topics)).toEqual(['my-orders']);
    expect(matchingTopics('[', topics)).toEqual([]);
  });
});
