/** Leaving out what goes without saying. */

/** The value, or nothing where it is the default. */
export function unless<Value>(byDefault: Value, value: Value): Value | undefined {
  return value === byDefault ? undefined : value;
}

/** An object without the entries that are undefined. */
export function given<Document extends object>(
  entries: { [Key in keyof Document]: Document[Key] | undefined },
): Document {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Document;
}

export function unlessNone<Item>(list: readonly Item[]): Item[] | undefined {
  return list.length === 0 ? undefined : [...list];
}

export function unlessEmpty<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
