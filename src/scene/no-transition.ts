/**
 * Stands in for d3-transition, which d3-zoom brings along with its colours, eases and timers: the scene moves
 * nothing by transitions (see motion.ts), so all that is ever called is `interrupt`, on gestures.
 * `vite.config.ts` puts it in d3-transition's place.
 */
export function interrupt(): void {}

export function active(): null {
  return null;
}

export function transition(): never {
  throw new Error('movement belongs to scene/motion.ts');
}
