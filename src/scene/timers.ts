/** Timeouts that end with what set them. */
export interface Timers {
  later(ms: number, what: () => void): void;
  destroy(): void;
}

export function createTimers(): Timers {
  const waiting = new Set<ReturnType<typeof setTimeout>>();
  return {
    later(ms, what) {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        what();
      }, ms);
      waiting.add(timer);
    },
    destroy() {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}
