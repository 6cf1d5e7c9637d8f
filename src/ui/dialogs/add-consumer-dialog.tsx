import { useState } from 'react';
import type { Command } from '../../scenario/scenario.ts';
import { ChoiceField, NumberField, TextField } from '../controls/field.tsx';
import { newConsumer, newGroupName, topicsOf } from '../session/new-things.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';
import { useClientName } from './use-name.ts';

/** Values of the choice that are no group's name: those have no blank at their ends. */
const BENCH = ' bench';
const NEW = ' new';

interface AddConsumerDialogProps {
  readonly group: string | null;
  readonly onClose: () => void;
}

export function AddConsumerDialog({ group, onClose }: AddConsumerDialogProps) {
  const { dialogs } = useMore();
  const structure = usePage((page) => page.structure);
  const run = usePage((page) => page.run);
  const groups = structure?.groups.map(({ id }) => id) ?? [];
  const [where, setWhere] = useState(group ?? NEW);
  const [groupName, setGroupName] = useState(() => newGroupName(structure));
  const into = where === BENCH ? null : where === NEW ? groupName.trim() : where;
  const proposal = newConsumer(structure, run, into);
  const [processingMs, setProcessingMs] = useState(proposal.processingMs);
  const [reset, setReset] = useState('latest');
  const { name, trimmed, setName, error } = useClientName(proposal.name);

  const isComplete = error === null && into !== '' && processingMs >= 0;
  const command: Command = {
    ...proposal,
    name: trimmed,
    topics: into === null ? [] : proposal.topics.length > 0 ? proposal.topics : topicsOf(structure, into),
    configs: where === NEW && reset !== 'latest' ? { 'auto.offset.reset': reset } : proposal.configs,
    processingMs,
  };

  return (
    <FormDialog
      title={dialogs.addConsumer}
      submit={dialogs.add}
      onClose={onClose}
      command={isComplete ? command : null}
    >
      <TextField label={dialogs.name} value={name} error={error} firstFocus onChange={setName} />
      <ChoiceField
        label={dialogs.group}
        value={where}
        choices={[...groups.map((id) => [id, id] as const), [NEW, dialogs.newGroup], [BENCH, dialogs.bench]]}
        onChange={setWhere}
      />
      {where === NEW && (
        <>
          <TextField
            label={dialogs.groupName}
            value={groupName}
            error={groupName.trim() === '' ? dialogs.nameWanted : null}
            onChange={setGroupName}
          />
          <ChoiceField
            label={dialogs.offsetReset}
            hint={dialogs.offsetResetHint}
            value={reset}
            choices={['latest', 'earliest'].map((each) => [each, each])}
            onChange={setReset}
          />
        </>
      )}
      <NumberField
        label={dialogs.processing}
        value={processingMs}
        min={0}
        max={1e9}
        step="any"
        onChange={setProcessingMs}
      />
    </FormDialog>
  );
}
