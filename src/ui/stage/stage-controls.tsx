import { IconButton } from '../controls/button.tsx';
import { useMessages } from '../state/hooks.ts';
import { currentStage } from './mount-stage.ts';

const STEP = 1.25;

/** Zooming without a wheel. */
export function StageControls() {
  const { shell } = useMessages();
  return (
    <div className="stage-controls">
      <IconButton icon="minus" label={shell.zoomOut} onClick={() => currentStage()?.zoomBy(1 / STEP)} />
      <IconButton icon="fit" label={shell.fit} onClick={() => currentStage()?.fit()} />
      <IconButton icon="plus" label={shell.zoomIn} onClick={() => currentStage()?.zoomBy(STEP)} />
    </div>
  );
}
