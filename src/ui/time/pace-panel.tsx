/** The clock, and under it the choice of pace: paced by what is to be seen, or a rate on a log scale. */
import { type ReactNode, useId, useState } from 'react';
import { rateLabel } from '../../i18n/format.ts';
import { Popover } from '../controls/popover.tsx';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { RATE_STEPS, rateOf, stepOf } from './rate-scale.ts';

export function PacePanel({ children }: { readonly children: ReactNode }) {
  const { transport } = useMessages();
  return (
    <Popover className="clock" label={transport.pace} button={children} panelClassName="pace">
      <PaceChoice />
    </Popover>
  );
}

function PaceChoice() {
  const { transport } = useMessages();
  const session = useSession();
  const pace = usePage((page) => page.digest?.pace);
  const [chosenRate, setChosenRate] = useState(pace?.kind === 'clock' ? pace.rate : 1);
  const id = useId();
  const isClock = pace?.kind === 'clock';
  const run = (rate: number): void => {
    setChosenRate(rate);
    session.setPace({ kind: 'clock', rate });
  };

  return (
    <fieldset className="pace-choice">
      <legend className="eyebrow">{transport.pace}</legend>
      <label className="pace-option">
        <input
          type="radio"
          name={id}
          checked={!isClock}
          onChange={() => session.setPace({ kind: 'paced' })}
        />
        <span>
          <b>{transport.paced}</b>
          <small>{transport.pacedHint}</small>
        </span>
      </label>
      <label className="pace-option">
        <input type="radio" name={id} checked={isClock} onChange={() => run(chosenRate)} />
        <span>
          <b>
            {transport.clock} · {rateLabel(chosenRate)}
          </b>
          <small>{transport.clockHint}</small>
        </span>
      </label>
      <input
        type="range"
        className="slider"
        min={0}
        max={RATE_STEPS}
        value={stepOf(chosenRate)}
        aria-label={transport.rate}
        aria-valuetext={rateLabel(chosenRate)}
        onChange={(event) => run(rateOf(Number(event.currentTarget.value)))}
      />
      <div className="pace-scale mono" aria-hidden="true">
        <span>1/1000×</span>
        <span>1×</span>
        <span>1000×</span>
      </div>
    </fieldset>
  );
}
