/** One record by hand, and another if one likes: the dialog stays open. */
import { type FormEvent, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { CheckField, ChoiceField, TextField } from '../controls/field.tsx';
import { useSession } from '../session/context.ts';
import { whyRefused } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';

interface ProduceDialogProps {
  readonly producer: string | null;
  readonly onClose: () => void;
}

export function ProduceDialog({ producer: given, onClose }: ProduceDialogProps) {
  const { dialogs } = useMore();
  const { shell, notices } = useMessages();
  const session = useSession();
  const structure = usePage((page) => page.structure);
  const producers = structure?.producers ?? [];
  const [producer, setProducer] = useState(given ?? producers[0]?.name ?? '');
  const [key, setKey] = useState('');
  const [value, setValue] = useState('{"hello": "world"}');
  const [isTombstone, setTombstone] = useState(false);
  const [partition, setPartition] = useState('');
  const [told, setTold] = useState<{ readonly text: string; readonly refused: boolean } | null>(null);
  const topic = producers.find(({ name }) => name === producer)?.topic;
  const count = structure?.topics.find(({ name }) => name === topic)?.partitions ?? 0;

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await session.command({
        do: 'produce',
        producer,
        key: key === '' ? null : key,
        value: isTombstone ? null : value,
        ...(partition === '' ? {} : { partition: Number(partition) }),
      });
      setTold({ text: dialogs.sent, refused: false });
    } catch (cause) {
      setTold({ text: whyRefused(cause, notices), refused: true });
    }
  };

  return (
    <Dialog title={dialogs.produce} onClose={onClose}>
      <form className="dialog-form" onSubmit={(event) => void send(event)}>
        <ChoiceField
          label={dialogs.producer}
          value={producer}
          choices={producers.map(({ name, topic: to }) => [name, `${name} → ${to}`])}
          onChange={setProducer}
        />
        <div className="field-row">
          <TextField
            label={dialogs.key}
            hint={dialogs.keyHint}
            value={key}
            mono
            firstFocus
            onChange={setKey}
          />
          <ChoiceField
            label={dialogs.partition}
            value={partition}
            choices={[
              ['', dialogs.partitionByKey],
              ...Array.from({ length: count }, (_, index) => [String(index), String(index)] as const),
            ]}
            onChange={setPartition}
          />
        </div>
        {!isTombstone && <TextField label={dialogs.value} value={value} mono rows={3} onChange={setValue} />}
        <CheckField label={dialogs.tombstone} checked={isTombstone} onChange={setTombstone} />
        <p className={told?.refused ? 'field-error' : 'field-hint'} role={told?.refused ? 'alert' : 'status'}>
          {told?.text}
        </p>
        <div className="dialog-buttons">
          <Button onClick={onClose}>{shell.close}</Button>
          <Button tone="main" type="submit" disabled={producer === ''}>
            {told && !told.refused ? dialogs.sendAnother : dialogs.send}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
