import { expect, it } from 'vitest';
import { encodeMessage } from '../schema/message-codec.ts';
import { array, int8, int32, string, struct } from '../schema/schema.ts';
import { type DissectedField, dissectMessage } from './dissect-message.ts';

const schema = {
  name: 'Example',
  versions: [0, 1],
  firstFlexible: 1,
  fields: {
    id: int32(),
    topics: array({ name: string(), isrs: array(int8()) }),
    leader: struct('1+', { node: int32() }, { tag: 0 }),
    epoch: int32('1+', { tag: 1 }),
  },
} as const;

/** `name from-to` of every field, inner ones in brackets. */
function outline(fields: readonly DissectedField[]): string {
  return fields
    .map(
      ({ name, from, to, inner }) =>
        `${name ?? '·'} ${from}-${to}${inner.length ? ` (${outline(inner)})` : ''}`,
    )
    .join(', ');
}

it('every field has its place, fields and items inside theirs', () => {
  const bytes = encodeMessage(schema, 0, { topics: [{ name: 'ab', isrs: [1, 2] }, {}] });
  expect(bytes).toHaveLength(24);
  expect(outline(dissectMessage(schema, 0, bytes))).toBe(
    'id 0-4, topics 4-24 (· 8-18 (name 8-12, isrs 12-18 (· 16-17, · 17-18)), · 18-24 (name 18-20, isrs 20-24))',
  );
});

it('tagged fields are there if they are on the wire', () => {
  const bytes = encodeMessage(schema, 1, { leader: { node: 3 } });
  expect(outline(dissectMessage(schema, 1, bytes))).toBe('id 0-4, topics 4-5, leader 8-13 (node 8-12)');
});
