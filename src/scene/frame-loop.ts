/**
 * The one owner of requestAnimationFrame. Each frame runs in one order: advance (clocks, cameras, tweens), plan
 * (decide what is where; reads of the DOM), draw (writes to the DOM). It sleeps when no task asks for more.
 */
type FrameStage = 'advance' | 'plan' | 'draw';
/** `now` is performance.now()'s time; returning true asks for another frame. */
export type FrameTask = (now: number) => unknown;

export interface FrameLoop {
  /** Adds a task to a stage; returns how to take it out again. */
  on(stage: FrameStage, task: FrameTask): () => void;
  /** Run a frame soon. */
  request(): void;
  /** Frames run in the last second. */
  framesPerSecond(): number;
  destroy(): void;
}

const STAGES: readonly FrameStage[] = ['advance', 'plan', 'draw'];

export function createFrameLoop(): FrameLoop {
  const tasks: Record<FrameStage, Set<FrameTask>> = { advance: new Set(), plan: new Set(), draw: new Set() };
  const times: number[] = [];
  let handle = 0;

  const request = (): void => {
    if (!handle) handle = requestAnimationFrame(run);
  };
  const run = (now: number): void => {
    handle = 0;
    times.push(now);
    while (times[0]! < now - 1000) times.shift();
    let again = false;
    for (const stage of STAGES) for (const task of tasks[stage]) again = task(now) === true || again;
    if (again) request();
  };

  return {
    on(stage, task) {
      tasks[stage].add(task);
      request();
      return () => tasks[stage].delete(task);
    },
    request,
    framesPerSecond: () => times.length,
    destroy() {
      cancelAnimationFrame(handle);
      handle = -1;
      for (const stage of STAGES) tasks[stage].clear();
    },
  };
}
