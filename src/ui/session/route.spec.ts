import { expect, it } from 'vitest';
import { builtinHash, readRoute } from './route.ts';

it('the fragment names a page, a built-in scenario, or holds a run', () => {
  expect(readRoute('')).toEqual({ page: 'stage' });
  expect(readRoute('#/stage')).toEqual({ page: 'stage' });
  expect(readRoute('#/library')).toEqual({ page: 'library' });
  expect(readRoute('#/blank')).toEqual({ page: 'blank' });
  expect(readRoute(builtinHash('a-hot-key'))).toEqual({ page: 'builtin', id: 'a-hot-key' });
  expect(readRoute('#k1.abc_-')).toEqual({ page: 'link', fragment: 'k1.abc_-' });
  expect(readRoute('#nonsense')).toEqual({ page: 'link', fragment: 'nonsense' });
});
