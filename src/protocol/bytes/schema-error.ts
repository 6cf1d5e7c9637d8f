/** The bytes do not hold what the schema says, or a value does not fit it (`SchemaException`). */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/** The same error, told from one level further out: `partitions[3]` + `.records: …`. */
export function within(place: string, error: unknown): unknown {
  if (!(error instanceof PlacedError)) {
    return error instanceof SchemaError ? new PlacedError(place, error.message) : error;
  }
  const dot = error.place.startsWith('[') ? '' : '.';
  return new PlacedError(`${place}${dot}${error.place}`, error.reason);
}

/** Knows which field it is about. */
class PlacedError extends SchemaError {
  constructor(
    readonly place: string,
    readonly reason: string,
  ) {
    super(`${place}: ${reason}`);
  }
}
