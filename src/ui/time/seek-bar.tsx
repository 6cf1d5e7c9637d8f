import type { CSSProperties, KeyboardEvent } from 'react';
import { duration, moment } from '../../i18n/format.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { useSeek } from './use-seek.ts';
import { endOf, foldsOf, timeAt, type ViewAxis, viewedAt } from './view-axis.ts';

interface SeekBarProps {
  readonly axis: ViewAxis;
  readonly spanMs: number;
}

/** An arrow moves by this share of what has been seen. */
const SMALL_STEP = 0.01;
const LARGE_STEP = 0.1;

export function SeekBar({ axis, spanMs }: SeekBarProps) {
  const { timeline, units } = useMessages();
  const timeUs = usePage((page) => page.digest?.timeUs ?? 0);
  const end = endOf(axis);
  const { wanted, seekTo, dragging } = useSeek((share) =>
    timeAt(axis, Math.min(end.viewedMs, share * spanMs)),
  );
  const shownUs = wanted ?? timeUs;
  const at = viewedAt(axis, shownUs);

  const pressed = (event: KeyboardEvent): void => {
    const target = keyTarget(event.key, at, end.viewedMs);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    seekTo(timeAt(axis, Math.max(0, Math.min(end.viewedMs, target))));
  };

  return (
    <div
      className="seek-bar"
      role="slider"
      tabIndex={0}
      aria-label={timeline.label}
      aria-valuemin={0}
      aria-valuemax={Math.round(end.viewedMs)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={moment(shownUs, units)}
      onKeyDown={pressed}
      {...dragging}
    >
      <div className="seek-track">
        <div className="seek-seen" style={width(end.viewedMs / spanMs)} />
        <div className="seek-passed" style={width(at / spanMs)} />
        {foldsOf(axis).map((fold) => (
          <div
            key={fold.fromMs}
            className="seek-fold"
            title={timeline.fold(duration(fold.lengthUs / 1000, units))}
            style={{
              left: percent(fold.fromMs / spanMs),
              width: percent((fold.toMs - fold.fromMs) / spanMs),
            }}
          />
        ))}
      </div>
      <div className="seek-handle" style={{ left: percent(at / spanMs) }}>
        <span className="seek-time mono" data-edge={edgeOf(at / spanMs)}>
          {moment(shownUs, units)}
        </span>
      </div>
    </div>
  );
}

function keyTarget(key: string, at: number, end: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - end * SMALL_STEP;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + end * SMALL_STEP;
    case 'PageDown':
      return at - end * LARGE_STEP;
    case 'PageUp':
      return at + end * LARGE_STEP;
    case 'Home':
      return 0;
    case 'End':
      return end;
    default:
      return undefined;
  }
}

function edgeOf(share: number): 'start' | 'end' | undefined {
  if (share < 0.06) return 'start';
  return share > 0.94 ? 'end' : undefined;
}

function width(share: number): CSSProperties {
  return { width: percent(share) };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
