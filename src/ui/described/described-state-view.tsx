/** The described state, for screen readers: reached by a skip link, brought up to date on arrival and while paused. */
import { useState } from 'react';
import { moment } from '../../i18n/format.ts';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import './described.css';
import { describeState } from './described-state.ts';

export default function DescribedStateView() {
  const { described } = useMore();
  const [here, setHere] = useState(false);
  return (
    <section
      id="described-state"
      className="described-state"
      tabIndex={-1}
      aria-label={described.title}
      onFocus={() => setHere(true)}
      onKeyDown={({ key }) => key === 'Escape' && document.getElementById('stage')?.focus()}
      onBlur={(event) => setHere(event.currentTarget.contains(event.relatedTarget))}
    >
      {here && <Described />}
    </section>
  );
}

function Described() {
  const more = useMore();
  const { units } = useMessages();
  const session = useSession();
  const paused = usePage((page) => page.digest?.paused ?? true);
  // While time runs it would change under the reader: it stands as it was on arrival.
  const timeUs = usePage((page) => page.digest?.timeUs ?? 0);
  const [arrivedUs] = useState(timeUs);
  const [frozen] = useState(() => session.frames.latest());
  const frame = paused ? session.frames.latest() : frozen;
  const structure = frame?.structure;
  if (!frame || !structure) return null;
  return (
    <>
      <h2>{more.described.title}</h2>
      <p>{more.described.intro}</p>
      <p>{more.described.now(moment(paused ? timeUs : arrivedUs, units))}</p>
      {describeState(structure, frame.rows, more).map(({ heading, sentences }) => (
        <section key={heading}>
          <h3>{heading}</h3>
          <ul>
            {sentences.length === 0 && <li>{more.described.nothing}</li>}
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
