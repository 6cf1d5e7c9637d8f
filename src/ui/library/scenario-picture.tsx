import { useId } from 'react';
import type { ScenarioDocument } from '../../scenario/schema.ts';
import { type PictureBox, type PictureRow, pictureOf } from './picture-of.ts';

interface ScenarioPictureProps {
  readonly id: string;
  readonly document: ScenarioDocument;
}

const ROW = 26;
const TOP = 17;
const LEFT = 20;
const CELL = 7;
const CELL_SHAPE = { width: CELL - 1.5, height: 14, rx: 1.5 };
const BOX_X = 202;
const BOX_WIDTH = 50;

export function ScenarioPicture({ id, document }: ScenarioPictureProps) {
  const hatch = useId();
  const { rows, boxes } = pictureOf(id, document);
  const rowY = (row: number): number => TOP + (row + (3 - rows.length) / 2) * ROW;
  const boxY = (box: number): number => 55 + (box - (boxes.length - 1) / 2) * 22;
  const ribbons = rows.flatMap(({ keys, readers }, row) =>
    readers.map((box) => {
      const from = LEFT + keys.length * CELL + 6;
      const [y, to] = [rowY(row) + 7, boxY(box)];
      const d = `M${from} ${y}C${from + 30} ${y} ${BOX_X - 30} ${to} ${BOX_X} ${to}`;
      return { d, group: boxes[box]?.group };
    }),
  );
  return (
    <svg className="scenario-picture" viewBox="0 0 270 110" aria-hidden="true">
      <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="1.6" height="4" className="hatch" />
      </pattern>
      {ribbons.map(({ d, group }) => (
        <path key={d} className={`ribbon group-${group}`} d={d} />
      ))}
      {rows.map((row, index) => (
        <Tape key={rowY(index)} row={row} y={rowY(index)} hatch={hatch} />
      ))}
      {boxes.map((box, index) => (
        <Box key={boxY(index)} box={box} y={boxY(index)} />
      ))}
    </svg>
  );
}

function Tape({
  row: { keys, gone, lost },
  y,
  hatch,
}: {
  readonly row: PictureRow;
  readonly y: number;
  readonly hatch: string;
}) {
  const cells = keys.map((key, index) => ({
    key,
    x: LEFT + index * CELL + 0.5,
    isGone: index < gone,
    isLost: index >= keys.length - lost,
  }));
  return (
    <g>
      {cells.map(({ x, key, isGone, isLost }) => (
        <g key={x}>
          <rect className={isGone ? 'cell-gone' : `key-${key}`} x={x} y={y} {...CELL_SHAPE} />
          {isLost && <rect fill={`url(#${hatch})`} x={x} y={y} {...CELL_SHAPE} />}
        </g>
      ))}
    </g>
  );
}

function Box({ box: { kind, group }, y }: { readonly box: PictureBox; readonly y: number }) {
  const name = kind === 'stopped' ? 'box-stopped' : `box group-${group}${kind === 'idle' ? ' box-idle' : ''}`;
  return <rect className={name} x={BOX_X} y={y - 8} width={BOX_WIDTH} height={16} rx={5} />;
}
