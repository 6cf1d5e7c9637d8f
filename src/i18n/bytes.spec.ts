import { expect, it } from 'vitest';
import { schemas } from '../protocol/schemas/index.ts';
import { bytesMessages as en } from './bytes.en.ts';
import { bytesMessages as ko } from './bytes.ko.ts';

it.each([
  ['English', en],
  ['Korean', ko],
])('every API that is described is explained in %s', (_, { apis }) => {
  expect(Object.keys(apis).sort()).toEqual(Object.keys(schemas).sort());
});

it('the same fields are explained in both languages', () => {
  expect(Object.keys(ko.fields)).toEqual(Object.keys(en.fields));
});
