import { useMemo } from 'react';
import { moment } from '../../i18n/format.ts';
import { useRoving } from '../controls/use-roving.ts';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';
import { identityOf } from '../state/timeline-slice.ts';
import { usePage } from '../state/use-page.ts';
import { type PlacedMark, placeMarks } from './place-marks.ts';
import { sayMark } from './say-mark.ts';
import { useMarkWords } from './use-mark-words.ts';
import type { ViewAxis } from './view-axis.ts';

interface MarkRowProps {
  readonly axis: ViewAxis;
  readonly spanMs: number;
  readonly width: number;
}

/** Of 11 px text, roughly: Hangul is twice as wide. */
function estimatedWidth(label: string): number {
  return [...label].reduce((width, letter) => width + (letter > '\u1100' ? 10.5 : 6.2), 0);
}

export function MarkRow({ axis, spanMs, width }: MarkRowProps) {
  const { timeline } = useMessages();
  const words = useMarkWords();
  const marks = usePage((page) => page.marks);
  const move = useRoving({ selector: 'button', axis: 'horizontal' });
  const placed = useMemo(
    () =>
      placeMarks(marks, {
        axis,
        spanMs,
        width,
        labelOf: (mark) => (mark.kind === 'action' ? sayMark(mark, words) : words.kinds[mark.kind]),
        widthOf: estimatedWidth,
      }),
    [marks, axis, spanMs, width, words],
  );
  return (
    <div className="mark-row" role="toolbar" aria-label={timeline.marks} onKeyDown={move}>
      {placed.map((each, index) => (
        <MarkButton
          key={identityOf(each.marks[0]!)}
          placed={each}
          isTabStop={index === placed.length - 1}
          width={width}
        />
      ))}
    </div>
  );
}

const MOST_TOLD = 5;

interface MarkButtonProps {
  readonly placed: PlacedMark;
  readonly isTabStop: boolean;
  readonly width: number;
}

function MarkButton({ placed: { x, marks, main, label }, isTabStop, width }: MarkButtonProps) {
  const { units, timeline } = useMessages();
  const words = useMarkWords();
  const session = useSession();
  const told = marks
    .slice(0, MOST_TOLD)
    .map((mark) => `${moment(mark.atUs, units)}: ${sayMark(mark, words)}`);
  if (marks.length > MOST_TOLD) told.push(words.andMore(marks.length - MOST_TOLD));
  const seek = (): void => void session.seek(main.atUs / 1000).catch(report);
  return (
    <button
      type="button"
      className="mark with-tip"
      data-kind={main.kind}
      data-author={main.author}
      tabIndex={isTabStop ? 0 : -1}
      style={{ left: `${x.toFixed(1)}px` }}
      aria-label={`${told.join('. ')}. ${timeline.goTo(moment(main.atUs, units))}`}
      onClick={seek}
    >
      {label && (
        <span className="mark-label" data-anchor={label.anchor}>
          {label.text}
        </span>
      )}
      <span className="mark-shape" data-many={marks.length > 1 || undefined} />
      <span className="tip mark-tip" data-side={x < 120 ? 'end' : x > width - 120 ? 'start' : undefined}>
        {told.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    </button>
  );
}
