/** Answers that can be compared: Kafka has many lists in hash tables, so both sides are sorted. */
export type Json = Readonly<Record<string, unknown>>;

/** Lists of things that have a name, an id or a number, by those fields that tell them apart, are sorted. */
export function inOrder(value: unknown, identity: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => inOrder(item, identity));
    return items.some((item) => isIdentified(item, identity))
      ? items.sort((a, b) => byIdentity(a, b, identity))
      : items;
  }
  return typeof value === 'object' && value !== null
    ? mapValues(value, (item) => inOrder(item, identity))
    : value;
}

export function mapValues(value: object, map: (item: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, key)]));
}

function isIdentified(item: unknown, identity: readonly string[]): boolean {
  return typeof item === 'object' && item !== null && identity.some((field) => field in item);
}

function byIdentity(a: unknown, b: unknown, identity: readonly string[]): number {
  return (
    compare(identityOf(a, identity), identityOf(b, identity)) || compare(JSON.stringify(a), JSON.stringify(b))
  );
}

function identityOf(item: unknown, identity: readonly string[]): string {
  return JSON.stringify(identity.map((field) => (item as Json)[field]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
