/** Play, pause and step; how fast; and always, what time it is in the simulation. */
import { useRef, useState } from 'react';
import { IconButton } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { Clock } from './clock.tsx';
import { PacePanel } from './pace-panel.tsx';
import { StepMenu } from './step-menu.tsx';
import './transport.css';
import { useTransport } from './use-transport.ts';

export function Transport() {
  const { transport } = useMessages();
  const paused = usePage((page) => page.digest?.paused ?? true);
  const ready = usePage((page) => page.status === 'ready');
  const time = useTransport();
  const stepButton = useRef<HTMLButtonElement>(null);
  const [stepMenuAt, setStepMenuAt] = useState<{ x: number; y: number } | null>(null);

  return (
    <section className="transport" aria-label={transport.label}>
      <IconButton icon="restart" label={transport.restart} disabled={!ready} onClick={time.restart} />
      <IconButton icon="back" label={`${transport.stepBack} (←)`} disabled={!ready} onClick={time.stepBack} />
      <button
        type="button"
        className="play-button"
        aria-label={paused ? transport.play : transport.pause}
        title={`${paused ? transport.play : transport.pause} (Space)`}
        disabled={!ready}
        onClick={time.toggle}
      >
        <Icon name={paused ? 'play' : 'pause'} />
      </button>
      <IconButton
        icon="step"
        label={`${transport.stepMessage} (→)`}
        disabled={!ready}
        onClick={() => time.step('message')}
      />
      <IconButton
        ref={stepButton}
        icon="next"
        label={`${transport.stepTo}…`}
        aria-haspopup="menu"
        aria-expanded={stepMenuAt !== null}
        disabled={!ready}
        onClick={(event) => {
          const { left, top } = event.currentTarget.getBoundingClientRect();
          setStepMenuAt({ x: left, y: top - 6 });
        }}
      />
      {stepMenuAt && (
        <StepMenu
          at={stepMenuAt}
          returnTo={stepButton}
          onClose={() => setStepMenuAt(null)}
          onStep={time.step}
        />
      )}
      <PacePanel>
        <Clock />
      </PacePanel>
    </section>
  );
}
