/** What was seen so far, by viewing time: seek by pointer or keys, marks of what happened, ticks and folds. */
import { useMemo, useRef } from 'react';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { MarkRow } from './mark-row.tsx';
import { SeekBar } from './seek-bar.tsx';
import { TickRow } from './tick-row.tsx';
import { spanOf } from './ticks.ts';
import './timeline.css';
import { useWidth } from './use-width.ts';

export function Timeline() {
  const { timeline } = useMessages();
  const axis = usePage((page) => page.axis);
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const spanMs = useMemo(() => spanOf(axis), [axis]);
  return (
    <section className="timeline" aria-label={timeline.label}>
      <div className="timeline-body" ref={host}>
        <MarkRow axis={axis} spanMs={spanMs} width={width} />
        <SeekBar axis={axis} spanMs={spanMs} />
        <TickRow axis={axis} spanMs={spanMs} width={width} />
      </div>
    </section>
  );
}
