import { useId, useState } from 'react';
import { duration } from '../../i18n/format.ts';
import type { Structure } from '../../view/structure.ts';
import { act } from '../session/act.ts';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';

/** On a scale from nothing to ten seconds, finest where it is short. */
const STEPS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 350, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000];

/** How slow the application is: the one thing that makes lag real. */
export function Processing({
  name,
  structure,
}: {
  readonly name: string;
  readonly structure: Structure | null;
}) {
  const { units } = useMessages();
  const { inspector } = useMore();
  const session = useSession();
  const id = useId();
  const [dragged, setDragged] = useState<number | null>(null);
  const card = structure?.consumers.find((consumer) => consumer.name === name);
  if (!card) return null;
  const step = dragged ?? nearestStep(card.processingMs);
  const ms = dragged === null ? card.processingMs : (STEPS[step] ?? 0);
  const send = (): void => {
    if (dragged === null) return;
    setDragged(null);
    const processingMs = STEPS[dragged] ?? 0;
    if (processingMs !== card.processingMs)
      void act(session, { do: 'setProcessing', consumer: name, processingMs });
  };
  return (
    <div className="processing">
      <label htmlFor={id} title={inspector.processingHint}>
        {inspector.processing}
      </label>
      <output htmlFor={id} className="mono">
        {duration(ms, units)}
      </output>
      <input
        id={id}
        type="range"
        className="slider"
        min={0}
        max={STEPS.length - 1}
        value={step}
        aria-valuetext={inspector.perRecord(duration(ms, units))}
        onChange={(event) => setDragged(Number(event.currentTarget.value))}
        onPointerUp={send}
        onKeyUp={send}
        onBlur={send}
      />
    </div>
  );
}

function nearestStep(ms: number): number {
  const distance = (index: number): number => Math.abs((STEPS[index] ?? 0) - ms);
  return STEPS.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
}
