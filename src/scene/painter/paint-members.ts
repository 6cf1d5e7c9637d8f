/** In a consumer's card: its session as a ring that empties until a heartbeat fills it, and its work as a bar. */
import type { ConsumerBox } from '../layout/layout.ts';
import { type Brush, inView, inWorld } from './brush.ts';
import { hueOfConsumer, type Scene } from './state.ts';

const PULSE_MS = 450;
const TOP = -Math.PI / 2;
/** With so little left of max.poll.interval.ms the ring warns. */
const POLL_WARNING = 0.35;

export function paintMembers(brush: Brush, scene: Scene): void {
  inWorld(brush);
  scene.layout.consumers.forEach((box, consumer) => {
    if (!inView(brush, box.box)) return;
    paintRing(brush, scene, box, consumer);
    paintProcessing(brush, scene, box, consumer);
  });
  brush.ctx.globalAlpha = 1;
}

function paintRing(brush: Brush, scene: Scene, { key, ring }: ConsumerBox, consumer: number): void {
  if (!ring) return;
  const { ctx, palette } = brush;
  const session = scene.frame.members.session[consumer] ?? -1;
  const poll = scene.frame.members.pollInterval[consumer] ?? -1;
  const warns = poll >= 0 && poll < POLL_WARNING;
  const line = ring.width > 14 ? 3 : 2;
  const x = ring.x + ring.width / 2;
  const y = ring.y + ring.height / 2;
  const radius = (ring.width - line) / 2;
  ctx.lineWidth = line;
  ctx.globalAlpha = 1;
  arc(ctx, x, y, radius, 1, palette.hairline);
  if (session < 0) return;
  const colour = warns ? palette.aboutTo : (palette.groups[hueOfConsumer(scene, consumer)] ?? palette.ink2);
  arc(ctx, x, y, radius, session, colour);
  if (warns) notch(ctx, x, y, radius, colour);
  const since = scene.now - (scene.pulses.get(key) ?? Number.NEGATIVE_INFINITY);
  if (since >= PULSE_MS || scene.calm) return;
  const t = since / PULSE_MS;
  ctx.globalAlpha = (1 - t) * 0.55;
  ctx.lineWidth = 1.5;
  arc(ctx, x, y, radius + 1 + t * 4, 1, colour);
}

function arc(
  ctx: OffscreenCanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  share: number,
  colour: string,
): void {
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.arc(x, y, Math.max(0.5, radius), TOP, TOP + Math.max(0, Math.min(1, share)) * 2 * Math.PI);
  ctx.stroke();
}

/** A mark inside the ring, so that the warning is not its colour alone. */
function notch(
  ctx: OffscreenCanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  ctx.fillStyle = colour;
  const tall = Math.max(3, radius * 0.8);
  ctx.fillRect(x - 0.9, y - tall / 2, 1.8, tall * 0.6);
  ctx.fillRect(x - 0.9, y + tall * 0.3, 1.8, 1.8);
}

/** How far it is through its last poll: a line along the card's lower edge. */
function paintProcessing(
  { ctx, palette }: Brush,
  scene: Scene,
  { box, size, place }: ConsumerBox,
  consumer: number,
): void {
  const share = scene.frame.members.processing[consumer] ?? -1;
  if (share < 0 || place === 'bench') return;
  const inset = size === 'card' ? 10 : 3;
  const height = size === 'card' ? 2 : size === 'line' ? 1.5 : Math.min(2, box.height / 2);
  const width = box.width - 2 * inset;
  ctx.fillStyle = palette.groups[hueOfConsumer(scene, consumer)] ?? palette.ink2;
  ctx.globalAlpha = 0.55;
  ctx.fillRect(box.x + inset, box.y + box.height - height - 1.5, width * Math.min(1, share), height);
  ctx.globalAlpha = 1;
}
