/**
 * What the painter writes. It works in a worker, where no function can be sent: texts are templates, and
 * `{n}`, `{time}` and `{name}` stand for what is filled in.
 */
export interface PainterWords {
  /** `HW {n}` */
  readonly highWatermark: string;
  /** Where it differs from the high watermark: `LSO {n}` */
  readonly lastStable: string;
  readonly activeSegment: string;
  /** `expires in {time}` */
  readonly expiresIn: string;
  /** Where the long form has no room: `in {time}` */
  readonly expiresInShort: string;
  /** `lag {n}` */
  readonly lag: string;
  readonly caughtUp: string;
  /** Read up to the LSO: `{n} held back` */
  readonly heldBack: string;
  /** A group that has committed nothing yet: `{name}: no commit yet` */
  readonly nothingCommitted: string;
  /** Unit signs: `{n} s`, `{n} min`, `{n} h`, `{n} d` */
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  readonly days: string;
}

export function fillIn(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
