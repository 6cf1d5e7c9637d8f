/** Where the scene draws. React gives its element a place and lets it be. */
import { useLayoutEffect, useRef } from 'react';
import { createPointing } from '../../scene/hover/pointing.ts';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { mountStage } from './mount-stage.ts';
import './stage.css';
import { StageControls } from './stage-controls.tsx';

export function Stage() {
  const { shell } = useMessages();
  const session = useSession();
  const host = useRef<HTMLDivElement>(null);
  const status = usePage((page) => page.status);
  const isWaiting = status === 'loading' || status === 'empty';
  useLayoutEffect(() => {
    const place = host.current;
    if (!place) return;
    const { element, stage } = mountStage(session, place);
    place.append(element);
    stage.pointBy(createPointing);
    return () => element.remove();
  }, [session]);
  return (
    <section className="stage" aria-label={shell.stage}>
      <div ref={host} id="stage" className="stage-host" tabIndex={-1} aria-busy={isWaiting} />
      <StageControls />
      {isWaiting && <p className="stage-loading">{shell.loading}</p>}
    </section>
  );
}
