/** A square for each partition: the more records its furthest group is behind, the stronger its hue. */
import { readableEnd } from '../../view/readable-end.ts';
import { type Brush, inPixels, inView, pixelX, pixelY } from './brush.ts';
import type { Scene } from './state.ts';

/** Lags of a thousand and more look alike. */
const STRONGEST = 3;

export function paintMatrix(brush: Brush, scene: Scene): void {
  inPixels(brush);
  const { ctx, palette } = brush;
  scene.layout.rows.forEach(({ tape }, row) => {
    if (!inView(brush, tape)) return;
    const left = pixelX(brush, tape.x);
    const top = pixelY(brush, tape.y);
    const width = Math.max(1, pixelX(brush, tape.x + tape.width) - left);
    const height = Math.max(1, pixelY(brush, tape.y + tape.height) - top);
    const { lag, hue } = furthestBehind(scene, row);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.hairline;
    ctx.fillRect(left, top, width, height);
    ctx.globalAlpha = Math.min(1, Math.log10(1 + lag) / STRONGEST);
    ctx.fillStyle = palette.groups[hue] ?? palette.ink2;
    ctx.fillRect(left, top, width, height);
    if (scene.structure.rows[row]?.leader === -1) cross(brush, left, top, width, height);
  });
  ctx.globalAlpha = 1;
}

function furthestBehind({ structure, frame }: Scene, row: number): { lag: number; hue: number } {
  let lag = 0;
  let hue = 0;
  structure.groups.forEach((group, index) => {
    const committed = frame.rows.committed[index * structure.rows.length + row] ?? -1;
    const behind = committed < 0 ? 0 : frame.rows[readableEnd(group)][row]! - committed;
    if (behind <= lag) return;
    lag = behind;
    hue = group.hue;
  });
  return { lag, hue };
}

function cross({ ctx, palette }: Brush, x: number, y: number, width: number, height: number): void {
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.lost;
  ctx.lineWidth = Math.max(1, width / 8);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + width, y + height);
  ctx.moveTo(x + width, y);
  ctx.lineTo(x, y + height);
  ctx.stroke();
}
