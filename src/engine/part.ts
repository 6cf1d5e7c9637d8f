/**
 * A part of the engine that only some runs need, and that the page loads for those alone. Whoever starts a run that
 * needs it brings it along first (sim/engine-parts.ts). This is code that is there or not, and no state of a run.
 */
import type { Timer } from './behaviour.ts';

export interface Part<Rules> {
  install(rules: Rules): void;
  isInstalled(): boolean;
  /** Throws if the part has not been brought along. */
  rules(): Rules;
}

export function part<Rules>(what: string): Part<Rules> {
  let installed: Rules | null = null;
  return {
    install(rules) {
      installed = rules;
    },
    isInstalled: () => installed !== null,
    rules() {
      if (!installed) throw new Error(`${what} have not been loaded`);
      return installed;
    },
  };
}

/** Timers by their names, whose rules come with a part: they are looked up when one is due. */
export function lazyTimers<N>(
  names: readonly string[],
  table: () => Readonly<Record<string, Timer<N>>>,
): Readonly<Record<string, Timer<N>>> {
  return Object.fromEntries(
    names.map((name): [string, Timer<N>] => [
      name,
      {
        due: (node, key) => table()[name]!.due(node, key),
        fire: (ctx, node, key) => table()[name]!.fire(ctx, node, key),
      },
    ]),
  );
}
