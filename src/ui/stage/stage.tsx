/** Where the scene draws. React gives it a place and lets it be. */
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/store.ts';
import './stage.css';
import { StageControls } from './stage-controls.tsx';
import { useStage } from './use-stage.ts';

export function Stage() {
  const { shell } = useMessages();
  const status = usePage((page) => page.status);
  const { host, stage } = useStage();
  return (
    <section className="stage" aria-label={shell.stage}>
      <div ref={host} id="stage" className="stage-host" tabIndex={-1} aria-busy={status === 'loading'} />
      {(status === 'loading' || status === 'empty') && <p className="stage-loading">{shell.loading}</p>}
      <StageControls stage={stage} />
    </section>
  );
}
