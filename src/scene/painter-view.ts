/**
 * Which part of the world to paint, and when to paint it anew: the canvas scales and moves with the world, so
 * a new painting is due only when it shows too little or is no longer sharp.
 */
import type { CameraView } from './camera.ts';
import type { PaintView } from './painter-port.ts';

export interface ViewSituation {
  readonly camera: CameraView;
  readonly host: { readonly width: number; readonly height: number };
  readonly world: { readonly width: number; readonly height: number };
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** A gesture or a flight of the camera is under way. */
  readonly moving: boolean;
}

/** Painted beyond each edge of the host, so that panning has something to show. */
const OVERSCAN = 128;
/** Things may stick out of the world by so much. */
const WORLD_MARGIN = 24;
/** While the camera moves, a painting is sharp enough between these scales. */
const BLUR: readonly [number, number] = [0.75, 1.33];
const MOST_PIXELS = 16_000_000;

export function wantedView(situation: ViewSituation): PaintView {
  const { camera } = situation;
  const screen = coveredScreen(situation, OVERSCAN);
  const area = Math.max(1, (screen.right - screen.left) * (screen.bottom - screen.top));
  const ratio = Math.min(situation.ratio, Math.sqrt(MOST_PIXELS / area));
  return {
    x: (screen.left - camera.x) / camera.scale,
    y: (screen.top - camera.y) / camera.scale,
    width: Math.max(1, screen.right - screen.left) / camera.scale,
    height: Math.max(1, screen.bottom - screen.top) / camera.scale,
    scale: camera.scale * ratio,
  };
}

export function needsRepaint(painted: PaintView | null, situation: ViewSituation): boolean {
  if (!painted) return true;
  const wanted = wantedView(situation);
  const blur = wanted.scale / painted.scale;
  if (blur < BLUR[0] || blur > BLUR[1]) return true;
  if (!situation.moving && Math.abs(blur - 1) > 0.001) return true;
  return !covers(painted, situation);
}

function covers(painted: PaintView, situation: ViewSituation): boolean {
  const { camera } = situation;
  const { left, top, right, bottom } = coveredScreen(situation, 0);
  if (right <= left || bottom <= top) return true;
  const slack = 1;
  return (
    painted.x * camera.scale + camera.x <= left + slack &&
    painted.y * camera.scale + camera.y <= top + slack &&
    (painted.x + painted.width) * camera.scale + camera.x >= right - slack &&
    (painted.y + painted.height) * camera.scale + camera.y >= bottom - slack
  );
}

/** The world's part of the host with so many pixels around it, in whole CSS pixels of the host. */
function coveredScreen({ camera, host, world }: ViewSituation, around: number) {
  const margin = WORLD_MARGIN * camera.scale;
  return {
    left: Math.floor(Math.max(-around, camera.x - margin)),
    top: Math.floor(Math.max(-around, camera.y - margin)),
    right: Math.ceil(Math.min(host.width + around, camera.x + world.width * camera.scale + margin)),
    bottom: Math.ceil(Math.min(host.height + around, camera.y + world.height * camera.scale + margin)),
  };
}
