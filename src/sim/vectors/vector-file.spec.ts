import { describe, expect, it } from 'vitest';
import { parseVectorFile, VectorFileError } from './vector-file.ts';

describe('parseVectorFile', () => {
  it.each([
    ['wire-messages-12', 'wire-messages'],
    ['murmur2-partition', 'murmur2-partition'],
  ])('%s is of the kind %s', (name, kind) => {
    const text = JSON.stringify({ name, about: {}, cases: [1] });
    expect(parseVectorFile('a.json', text)).toEqual({ path: 'a.json', name, kind, cases: [1] });
  });

  it.each([
    ['{"name": "x"', /^a\.json is not valid JSON: /],
    ['[]', 'a.json is not a vector file: it holds no JSON object'],
    ['{"about": {}, "cases": []}', "a.json is not a vector file: it has no 'name'"],
    ['{"name": "x", "cases": []}', "a.json is not a vector file: it has no 'about'"],
    ['{"name": "x", "about": {}, "cases": 3}', "a.json is not a vector file: it has no list of 'cases'"],
  ])('refuses %s', (text, message) => {
    expect(() => parseVectorFile('a.json', text)).toThrow(VectorFileError);
    expect(() => parseVectorFile('a.json', text)).toThrow(message);
  });
});
