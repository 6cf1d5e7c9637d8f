import { useState } from 'react';
import { NumberField, TextField } from '../controls/field.tsx';
import { freeName } from '../session/new-things.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';

const WEEK_MS = 604_800_000;

export function AddTopicDialog({ onClose }: { readonly onClose: () => void }) {
  const { dialogs, errors } = useMore();
  const structure = usePage((page) => page.structure);
  const brokers = structure?.brokers.length ?? 1;
  const taken = structure?.topics.map((topic) => topic.name) ?? [];
  const [name, setName] = useState(() =>
    taken.includes('orders') ? freeName('topic', taken, '-') : 'orders',
  );
  const [partitions, setPartitions] = useState(3);
  const [replicationFactor, setReplicationFactor] = useState(Math.min(3, brokers));
  const [retentionMs, setRetentionMs] = useState(WEEK_MS);
  const error = taken.includes(name)
    ? dialogs.nameTaken(name)
    : /^[\w.-]{1,249}$/.test(name)
      ? null
      : errors.scenario({ code: 'not-a-topic-name', path: '', params: { value: `“${name}”` } });
  const isComplete = error === null && partitions >= 1 && replicationFactor >= 1 && retentionMs >= -1;

  return (
    <FormDialog
      title={dialogs.addTopic}
      submit={dialogs.add}
      onClose={onClose}
      command={
        isComplete
          ? {
              do: 'addTopic',
              name,
              partitions,
              replicationFactor,
              configs: retentionMs === WEEK_MS ? {} : { 'retention.ms': retentionMs },
            }
          : null
      }
    >
      <TextField label={dialogs.name} value={name} error={error} mono firstFocus onChange={setName} />
      <div className="field-row">
        <NumberField
          label={dialogs.partitions}
          value={partitions}
          min={1}
          max={1000}
          onChange={setPartitions}
        />
        <NumberField
          label={dialogs.replicationFactor}
          hint={dialogs.replicationHint(brokers)}
          value={replicationFactor}
          min={1}
          max={9}
          onChange={setReplicationFactor}
        />
      </div>
      <NumberField
        label={dialogs.retention}
        hint={dialogs.retentionHint}
        value={retentionMs}
        min={-1}
        max={1e15}
        onChange={setRetentionMs}
      />
    </FormDialog>
  );
}
