/** Where a lane says whose caret it is: before the caret, within the lag's bar, or after it, by the room there is. */

/** Px between a text and what stands beside it. */
export const GAP = 8;

interface LaneMarks {
  /** World x of the caret and of the high watermark. */
  readonly caret: number;
  readonly mark: number;
  /** Where the log starts, if the caret is before it. */
  readonly gone: number | null;
}

export interface NamePlace {
  /** World x at which the name begins. */
  readonly left: number;
  readonly barFrom: number;
  /** Where what follows the bar begins. */
  readonly after: number;
}

/** `most`: how far to the left the name may reach. Within the bar it leaves at least as much of it as it takes. */
export function placeName({ caret, mark, gone }: LaneMarks, width: number, most: number): NamePlace {
  const after = Math.max(mark, caret) + GAP;
  const before = caret - GAP - 1 - width;
  if (before >= most) return { left: before, barFrom: caret, after };
  const within = caret + GAP;
  if (gone === null && mark - within >= 2 * width)
    return { left: within, barFrom: within + width + GAP, after };
  return { left: after, barFrom: caret, after: after + width + GAP };
}
