/** What of the cluster is in view, told to the engine's worker so that it sends no more than is looked at. */
import type { Interest } from '../view/interest.ts';
import type { CameraView } from './camera.ts';
import type { Layout, StageSize } from './layout/layout.ts';

/** Rows a little outside are sent too, so that panning finds them filled. */
const MARGIN = 120;

export function interestIn(layout: Layout, camera: CameraView, host: StageSize): Interest {
  const top = (-camera.y - MARGIN) / camera.scale;
  const bottom = (host.height - camera.y + MARGIN) / camera.scale;
  const inView = ({ box }: Layout['rows'][number]): boolean => box.y + box.height > top && box.y < bottom;
  const from = layout.rows.findIndex(inView);
  const to = layout.rows.findLastIndex(inView);
  return {
    rowFrom: Math.max(0, from),
    rowTo: to + 1,
    cells: layout.cellsPerRow,
    flights: layout.level !== 'matrix',
  };
}

export function sameInterest(a: Interest | null, b: Interest): boolean {
  return (
    a !== null &&
    a.rowFrom === b.rowFrom &&
    a.rowTo === b.rowTo &&
    a.cells === b.cells &&
    a.flights === b.flights
  );
}
