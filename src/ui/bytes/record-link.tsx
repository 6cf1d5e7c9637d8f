/** The record that was chosen with its partition, and the way to the batch in which it lies. */
import { Button } from '../controls/button.tsx';
import type { RecordPlace } from '../state/choice-slice.ts';
import { usePage } from '../state/use-page.ts';
import { useBytesTexts } from './use-bytes-texts.ts';

export default function RecordLink({
  record: { topic, partition, offset },
}: {
  readonly record: RecordPlace;
}) {
  const { record } = useBytesTexts();
  const setBytes = usePage((page) => page.setBytes);
  return (
    <section>
      <h3 className="eyebrow inspector-heading">{record.heading(offset)}</h3>
      <p className="inspector-note">{record.hint}</p>
      <div className="action-row">
        <Button onClick={() => setBytes({ kind: 'batch', topic, partition, offset })}>{record.open}</Button>
      </div>
    </section>
  );
}
