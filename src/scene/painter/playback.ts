/**
 * Frames come in steps and a little irregularly; the picture's time must not. The time shown runs at the
 * frame's rate and leans towards one step behind the newest frame, so that there is always something to
 * interpolate to. It never runs back unless the frame says that time jumped.
 */
import type { Frame } from '../../view/frame.ts';

export interface Playback {
  /** Simulated microseconds. */
  readonly shownUs: number;
  /** The newest frame's time, its rate, and when it came. */
  readonly frameUs: number;
  readonly rate: number;
  readonly cameAt: number;
}

/** How far behind the newest frame the picture stays, in wall time. */
const BEHIND_MS = 18;
/** How far past the newest frame it may run when the next one is late. */
const AHEAD_MS = 25;
const LEAN_MS = 120;

function playbackOf(frame: Frame, now: number): Playback {
  return { shownUs: frame.timeUs, frameUs: frame.timeUs, rate: frame.rate, cameAt: now };
}

export function withFrame(before: Playback | null, frame: Frame, now: number): Playback {
  if (!before || frame.jumped || frame.timeUs < before.frameUs) return playbackOf(frame, now);
  return { shownUs: before.shownUs, frameUs: frame.timeUs, rate: frame.rate, cameAt: now };
}

/** `elapsed`: wall milliseconds since the last call. */
export function advance(playback: Playback, now: number, elapsed: number): Playback {
  const { shownUs, frameUs, rate, cameAt } = playback;
  const perMs = rate * 1000;
  if (perMs === 0) return { ...playback, shownUs: leant(shownUs, frameUs, elapsed) };
  const target = frameUs + perMs * Math.min(now - cameAt - BEHIND_MS, AHEAD_MS);
  const next = leant(shownUs + perMs * elapsed, target, elapsed);
  return { ...playback, shownUs: Math.max(shownUs, Math.min(next, frameUs + perMs * AHEAD_MS)) };
}

function leant(value: number, target: number, elapsed: number): number {
  const next = target + (value - target) * Math.exp(-elapsed / LEAN_MS);
  return Math.abs(next - target) < 1 ? target : next;
}
