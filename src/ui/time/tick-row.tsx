import { tickLabel } from '../../i18n/format.ts';
import { useMessages } from '../state/hooks.ts';
import { ticksOf } from './ticks.ts';
import type { ViewAxis } from './view-axis.ts';

interface TickRowProps {
  readonly axis: ViewAxis;
  readonly spanMs: number;
  readonly width: number;
}

const TICK_ROOM = 110;

/** Labelled in simulated time; the bar above says the same to who can't see it. */
export function TickRow({ axis, spanMs, width }: TickRowProps) {
  const { units } = useMessages();
  return (
    <div className="tick-row mono" aria-hidden="true">
      {ticksOf(axis, spanMs, width / TICK_ROOM).map(({ viewedMs, timeUs, stepUs }) => (
        <span key={timeUs} className="tick" style={{ left: `${((viewedMs / spanMs) * 100).toFixed(2)}%` }}>
          {tickLabel(timeUs, stepUs, units)}
        </span>
      ))}
    </div>
  );
}
