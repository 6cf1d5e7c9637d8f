import type { Inspection } from '../../view/inspection.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { factText } from './fact-text.ts';

export function Facts({ inspection: { facts } }: { readonly inspection: Inspection }) {
  const more = useMore();
  const { units } = useMessages();
  return (
    <section>
      <h3 className="eyebrow inspector-heading">{more.inspector.facts}</h3>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.code} className="fact">
            <dt>{more.facts[fact.code]}</dt>
            <dd className="mono">{factText(fact, more, units)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
