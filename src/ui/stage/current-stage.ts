/** The stage that is mounted, for the controls outside it. */
import type { Stage } from '../../scene/stage.ts';

let mounted: Stage | null = null;

export function setCurrentStage(stage: Stage | null): void {
  mounted = stage;
}

export function currentStage(): Stage | null {
  return mounted;
}
