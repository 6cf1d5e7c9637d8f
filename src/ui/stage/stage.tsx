/** Where the scene draws. React gives it a place and lets it be. */
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/store.ts';
import './stage.css';
import { useStage } from './use-stage.ts';

export function Stage() {
  const { shell } = useMessages();
  const status = usePage((page) => page.status);
  const host = useStage();
  const isWaiting = status === 'loading' || status === 'empty';
  return (
    <section className="stage" aria-label={shell.stage}>
      <div ref={host} id="stage" className="stage-host" tabIndex={-1} aria-busy={isWaiting} />
      {isWaiting && <p className="stage-loading">{shell.loading}</p>}
    </section>
  );
}
