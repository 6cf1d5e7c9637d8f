import { describe, expect, it } from 'vitest';
import { ApiKeys } from '../api-keys.ts';
import type { RecordBatch } from '../record-batch.ts';
import type { MessageAt } from '../schema/schema.ts';
import type { schemas } from '../schemas/index.ts';
import { API_KEYS, type ApiName, type RequestOf, type ResponseOf } from './index.ts';

/**
 * Where a type that the engine uses does not fit the description of the version that is spoken: fields that the
 * version does not have, or has with another type. A field that the engine leaves out has its default on the wire.
 */
type Misfits<Ours, Described, Path extends string> = Ours extends Leaf
  ? Ours extends Described
    ? never
    : Path
  : [Extract<Described, object>] extends [never]
    ? Path
    : Ours extends readonly (infer Item)[]
      ? Extract<Described, readonly unknown[]> extends readonly (infer DescribedItem)[]
        ? Misfits<Item, DescribedItem, `${Path}[]`>
        : Path
      : MisfitFields<Ours, Extract<Described, object>, Path>;

type Leaf = string | number | boolean | null | Uint8Array | RecordBatch;

type MisfitFields<Ours, Described, Path extends string> = {
  [Name in keyof Ours & string]-?: Name extends keyof Described
    ? Misfits<Exclude<Ours[Name], undefined>, Exclude<Described[Name], undefined>, `${Path}.${Name}`>
    : `${Path}.${Name}`;
}[keyof Ours & string];

/** An Envelope carries bytes; in the engine what they are, and a client's host as text. */
type Checked = Exclude<ApiName, 'Envelope'>;

type Version<Api extends Checked> = (typeof API_KEYS)[Api]['version'];

/** Brokers answer these in an older version too: a field may be of that one. */
interface OlderVersions {
  Produce: 12;
  Fetch: 12;
  Metadata: 10;
  DeleteTopics: 5;
  AddPartitionsToTxn: 3;
}

type MisfitsOf<Api extends Checked> = Api extends keyof OlderVersions
  ? Extract<MisfitsAt<Api, Version<Api>>, MisfitsAt<Api, OlderVersions[Api]>>
  : MisfitsAt<Api, Version<Api>>;

type MisfitsAt<Api extends Checked, At extends number> =
  | Misfits<RequestOf<Api>, MessageAt<(typeof schemas)[Api]['request']['fields'], At>, `${Api} request`>
  | Misfits<ResponseOf<Api>, MessageAt<(typeof schemas)[Api]['response']['fields'], At>, `${Api} response`>;

/** The compiler's complaint names the fields. */
type None<Misfit extends never> = Misfit;

describe('the messages that the engine speaks', () => {
  it('fit their descriptions', () => {
    const misfits: None<{ [Api in Checked]: MisfitsOf<Api> }[Checked]>[] = [];
    expect(misfits).toEqual([]);
  });

  it.each(Object.entries(API_KEYS))(
    '%s has its key and a version that there is',
    (name, { key, version }) => {
      const api = ApiKeys[name as ApiName];
      expect(key).toBe(api.key);
      expect(version).toBeGreaterThanOrEqual(api.versions[0]);
      expect(version).toBeLessThanOrEqual(api.versions[1]);
    },
  );
});
