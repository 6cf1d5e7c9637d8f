import { useState } from 'react';
import { NumberField } from '../controls/field.tsx';
import { useMore } from '../state/use-more.ts';
import { FormDialog } from './form-dialog.tsx';

/** As `kafka-delete-records.sh` asks: -1 is the high watermark. An offset beyond it is Kafka's to refuse. */
const ALL_COMMITTED = -1;

export function DeleteRecordsDialog({
  topic,
  partition,
  onClose,
}: {
  readonly topic: string;
  readonly partition: number;
  readonly onClose: () => void;
}) {
  const { dialogs } = useMore();
  const [beforeOffset, setBeforeOffset] = useState(ALL_COMMITTED);
  return (
    <FormDialog
      title={dialogs.deleteRecords(topic, partition)}
      intro={dialogs.deleteRecordsHint}
      submit={dialogs.apply}
      onClose={onClose}
      command={beforeOffset >= ALL_COMMITTED ? { do: 'deleteRecords', topic, partition, beforeOffset } : null}
    >
      <NumberField
        label={dialogs.beforeOffset}
        hint={dialogs.beforeOffsetHint}
        value={beforeOffset}
        min={ALL_COMMITTED}
        max={Number.MAX_SAFE_INTEGER}
        firstFocus
        onChange={setBeforeOffset}
      />
    </FormDialog>
  );
}
