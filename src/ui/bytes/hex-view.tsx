/** Bytes in rows: where they are, in hex, in ASCII. One tab stop, arrows move the byte that is looked at. */
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useState } from 'react';
import { asciiOf, hexOf, offsetText } from './byte-text.ts';
import { useBytesTexts } from './use-bytes-texts.ts';
import { useWindow } from './use-window.ts';

export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

interface HexViewProps {
  readonly bytes: Uint8Array;
  /** Of the field looked at, and of the one pointed at. */
  readonly active: ByteRange;
  readonly hovered: ByteRange | null;
  readonly cursor: number;
  readonly onCursor: (byte: number) => void;
  readonly onHover: (byte: number | null) => void;
}

const ROW_HEIGHT = 22;
const WIDE = 16;
const NARROW = 8;
/** CSS px that a row of 16 needs. */
const WIDE_PX = 500;

export function HexView({ bytes, active, hovered, cursor, onCursor, onHover }: HexViewProps) {
  const { view } = useBytesTexts();
  const [perRow, setPerRow] = useState(WIDE);
  const rowCount = Math.ceil(bytes.length / perRow);
  const { scroller, from, to, reveal, onScroll } = useWindow(rowCount, ROW_HEIGHT);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const observer = new ResizeObserver(() => setPerRow(current.clientWidth < WIDE_PX ? NARROW : WIDE));
    observer.observe(current);
    return () => observer.disconnect();
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another byte asks for it
  useEffect(() => reveal(Math.floor(cursor / perRow)), [cursor, perRow]);

  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const rowStart = cursor - (cursor % perRow);
    const moves: Record<string, number> = {
      ArrowRight: cursor + 1,
      ArrowLeft: cursor - 1,
      ArrowDown: cursor + perRow,
      ArrowUp: cursor - perRow,
      PageDown: cursor + 8 * perRow,
      PageUp: cursor - 8 * perRow,
      Home: rowStart,
      End: rowStart + perRow - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onCursor(Math.max(0, Math.min(bytes.length - 1, next)));
  };

  return (
    <div ref={scroller} className="hex-view mono" onScroll={onScroll}>
      <div style={{ height: rowCount * ROW_HEIGHT }}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells the arrows go through is a grid
          role="grid"
          tabIndex={0}
          aria-label={view.hex(perRow)}
          aria-rowcount={rowCount}
          aria-activedescendant={cursor >= from * perRow && cursor < to * perRow ? cellId(cursor) : undefined}
          style={{ translate: `0 ${from * ROW_HEIGHT}px` }}
          onKeyDown={onKey}
          onPointerMove={({ target }) => onHover(byteOf(target))}
          onPointerLeave={() => onHover(null)}
          onClick={({ target }) => {
            const byte = byteOf(target);
            if (byte !== null) onCursor(byte);
          }}
        >
          <tbody>
            {Array.from({ length: Math.max(0, to - from) }, (_, index) => {
              const start = (from + index) * perRow;
              return (
                <HexRow
                  key={start}
                  bytes={bytes}
                  start={start}
                  perRow={perRow}
                  {...within('active', active, start, perRow)}
                  {...within('hovered', hovered, start, perRow)}
                  cursor={cursor >= start && cursor < start + perRow ? cursor : -1}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A range as far as it lies in a row, as plain numbers: a row it does not touch is not drawn anew. */
function within<Name extends string>(
  name: Name,
  range: ByteRange | null,
  start: number,
  perRow: number,
): Record<`${Name}From` | `${Name}To`, number> {
  const from = range ? Math.max(range.from, start) : 0;
  const to = range ? Math.min(range.to, start + perRow) : 0;
  const found = from < to ? { from, to } : { from: -1, to: -1 };
  return { [`${name}From`]: found.from, [`${name}To`]: found.to } as Record<
    `${Name}From` | `${Name}To`,
    number
  >;
}

interface HexRowProps {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly perRow: number;
  readonly activeFrom: number;
  readonly activeTo: number;
  readonly hoveredFrom: number;
  readonly hoveredTo: number;
  /** -1: it is in another row. */
  readonly cursor: number;
}

const HexRow = memo(function HexRow({ bytes, start, perRow, cursor, ...ranges }: HexRowProps) {
  const places = Array.from(bytes.subarray(start, start + perRow), (byte, index) => ({
    at: start + index,
    byte,
  }));
  const markOf = (at: number): string | undefined => {
    if (at >= ranges.activeFrom && at < ranges.activeTo) return 'active';
    return at >= ranges.hoveredFrom && at < ranges.hoveredTo ? 'hovered' : undefined;
  };
  return (
    <tr aria-rowindex={start / perRow + 1}>
      <th scope="row">{offsetText(start)}</th>
      {places.map(({ at, byte }) => (
        <td
          key={at}
          id={cellId(at)}
          data-byte={at}
          data-mark={markOf(at)}
          data-cursor={at === cursor || undefined}
          data-zero={byte === 0 || undefined}
        >
          {hexOf(byte)}
        </td>
      ))}
      {places.length < perRow && <td colSpan={perRow - places.length} aria-hidden="true" />}
      <td className="hex-text" aria-hidden="true">
        {places.map(({ at, byte }) => (
          <span key={at} data-byte={at} data-mark={markOf(at)}>
            {asciiOf(byte)}
          </span>
        ))}
      </td>
    </tr>
  );
});

function byteOf(target: EventTarget): number | null {
  const { byte } = target instanceof HTMLElement ? target.dataset : {};
  return byte === undefined ? null : Number(byte);
}

function cellId(byte: number): string {
  return `bytes-at-${byte}`;
}
