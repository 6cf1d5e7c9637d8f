import type { RefObject } from 'react';
import type { Stage } from '../../scene/stage.ts';
import { IconButton } from '../controls/button.tsx';
import { useMessages } from '../state/hooks.ts';

const STEP = 1.25;

/** Zooming without a wheel. */
export function StageControls({ stage }: { readonly stage: RefObject<Stage | null> }) {
  const { shell } = useMessages();
  return (
    <div className="stage-controls">
      <IconButton icon="plus" label={shell.zoomIn} onClick={() => stage.current?.zoomBy(STEP)} />
      <IconButton icon="minus" label={shell.zoomOut} onClick={() => stage.current?.zoomBy(1 / STEP)} />
      <IconButton icon="fit" label={shell.fit} onClick={() => stage.current?.fit()} />
    </div>
  );
}
