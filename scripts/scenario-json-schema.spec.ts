import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scenarioJsonSchema } from './scenario-json-schema.ts';

it('public/scenario.schema.json is up to date (npm run schema writes it)', () => {
  const committed = readFileSync(new URL('../public/scenario.schema.json', import.meta.url), 'utf8');
  expect(committed).toBe(scenarioJsonSchema());
});
