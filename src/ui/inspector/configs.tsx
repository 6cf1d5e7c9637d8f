/** First the configs that differ from Kafka's defaults, then all of them, by search. */
import { Suspense, useState } from 'react';
import type { InspectorMessages } from '../../i18n/more-messages.ts';
import { isConfigOfKafka } from '../../protocol/config/kafka-configs.ts';
import type { ConfigLine, Inspection } from '../../view/inspection.ts';
import { useMore } from '../state/use-more.ts';
import { ConfigRow } from './config-row.tsx';
import { orderBySearch } from './search-configs.ts';

export function Configs({ inspection }: { readonly inspection: Inspection }) {
  const { inspector } = useMore();
  const [wanted, setWanted] = useState('');
  const { configs, selection } = inspection;
  const changed = configs.filter(({ isDefault }) => !isDefault);
  const found = orderBySearch(configs, wanted);
  return (
    <Suspense fallback={null}>
      <section>
        <h3 className="eyebrow inspector-heading">{inspector.changedConfigs}</h3>
        {changed.length === 0 && <p className="inspector-note">{inspector.allDefault}</p>}
        <ul className="configs">
          {changed.map((line) => (
            <ConfigRow key={line.name} line={line} selection={selection} all={configs} />
          ))}
        </ul>
      </section>
      <section>
        <h3 className="eyebrow inspector-heading">{inspector.allConfigs}</h3>
        <input
          type="search"
          className="field-input"
          placeholder={inspector.search}
          aria-label={inspector.search}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        {found.length === 0 && <p className="inspector-note">{whyNone(wanted, configs, inspector)}</p>}
        <ul className="configs">
          {found.map((line) => (
            <ConfigRow key={line.name} line={line} selection={selection} all={configs} />
          ))}
        </ul>
      </section>
    </Suspense>
  );
}

/** Kafka may have it all the same. */
function whyNone(wanted: string, [line]: readonly ConfigLine[], words: InspectorMessages): string {
  const name = wanted.trim();
  return line && isConfigOfKafka(line.scope, name) ? words.notSimulated(name) : words.noMatch(wanted);
}
