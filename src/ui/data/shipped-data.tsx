import { useState } from 'react';
import { count } from '../../i18n/format.ts';
import { DATASETS } from '../../scenario/data/datasets.ts';
import { localText } from '../shell/use-local.ts';
import { usePage } from '../state/use-page.ts';
import { useMore } from '../state/use-more.ts';
import { ReplayForm } from './replay-form.tsx';

/** Ten days of the birds' data pass in a second: some eight records. */
const SPEEDS: Readonly<Record<string, number>> = { birdstrikes: 864_000, earthquakes: 3000 };

interface ShippedDataProps {
  readonly producer: string | null;
  readonly onClose: () => void;
}

export function ShippedData({ producer, onClose }: ShippedDataProps) {
  const { dialogs } = useMore();
  const language = usePage((page) => page.language);
  const [chosen, setChosen] = useState(DATASETS[0]);
  return (
    <>
      <fieldset className="data-sets">
        <legend className="visually-hidden">{dialogs.data.shipped}</legend>
        {DATASETS.map((dataset) => (
          <label key={dataset.id} className="data-set">
            <input
              type="radio"
              name="dataset"
              checked={dataset === chosen}
              onChange={() => setChosen(dataset)}
            />
            <span>
              <b>{localText(dataset.title, language)}</b>
              <small>
                {dialogs.data.rows(count(dataset.rows))} · {dialogs.data.licence(dataset.licence, dataset.source)}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen && (
        <ReplayForm
          key={chosen.id}
          producer={producer}
          source={{ dataset: chosen.id }}
          keyColumn={chosen.keyColumn}
          timeColumn={chosen.timeColumn}
          speed={SPEEDS[chosen.id] ?? 1}
          nameStem={chosen.id}
          onClose={onClose}
        />
      )}
    </>
  );
}
