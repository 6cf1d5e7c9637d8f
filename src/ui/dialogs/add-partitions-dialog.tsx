import { useState } from 'react';
import { NumberField } from '../controls/field.tsx';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';

/** A smaller number can be asked for: it is Kafka that refuses it, and says why. */
export function AddPartitionsDialog({
  topic,
  onClose,
}: {
  readonly topic: string;
  readonly onClose: () => void;
}) {
  const { dialogs } = useMore();
  const now = usePage((page) => page.structure?.topics.find(({ name }) => name === topic)?.partitions ?? 1);
  const [partitions, setPartitions] = useState(now + 1);
  return (
    <FormDialog
      title={dialogs.addPartitions(topic)}
      intro={dialogs.partitionsHint}
      submit={dialogs.apply}
      onClose={onClose}
      command={partitions >= 1 ? { do: 'setPartitions', topic, partitions } : null}
    >
      <NumberField
        label={dialogs.partitions}
        hint={dialogs.partitionsNow(now)}
        value={partitions}
        min={1}
        max={1000}
        firstFocus
        onChange={setPartitions}
      />
    </FormDialog>
  );
}
