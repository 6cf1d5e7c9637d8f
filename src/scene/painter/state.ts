/** All that the painter knows at a moment; the painting functions only read it. */
import type { Frame } from '../../view/frame.ts';
import type { Structure } from '../../view/structure.ts';
import type { Layout } from '../layout/layout.ts';
import type { FlightRange } from '../painter-port.ts';
import type { FlightBook } from './flight-book.ts';
import type { FrameIndex } from './frame-index.ts';
import type { RowViews } from './row-views.ts';
import type { ShownTexts } from './shown-texts.ts';

export interface Scene {
  readonly layout: Layout;
  readonly structure: Structure;
  readonly frame: Frame;
  readonly index: FrameIndex;
  readonly rows: RowViews;
  readonly flights: FlightBook;
  readonly texts: ShownTexts;
  readonly pulses: MemberPulses;
  /** Simulated time shown. */
  readonly shownUs: number;
  /** Wall time, milliseconds. */
  readonly now: number;
  readonly highlightKey: number | null;
  readonly calm: boolean;
  /** These are looked at. */
  readonly ringed: FlightRange;
  /** Null: there are none, or what draws them is on its way. */
  readonly transactions: typeof import('./paint-transactions.ts') | null;
}

/** When each consumer's session was last renewed, by its key, in wall time. */
export type MemberPulses = ReadonlyMap<string, number>;

export function hueOfConsumer({ structure }: Scene, consumer: number): number {
  const group = structure.consumers[consumer]?.group;
  return structure.groups.find(({ id }) => id === group)?.hue ?? 0;
}
