/** Who sends the rows, how fast, and whether again. */
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Command, DataWorkload } from '../../scenario/scenario.ts';
import { Button } from '../controls/button.tsx';
import { CheckField, ChoiceField, NumberField } from '../controls/field.tsx';
import { useSession } from '../session/context.ts';
import { clientNames, freeName } from '../session/new-things.ts';
import { whyRefused } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { useMore } from '../state/use-more.ts';

interface ReplayFormProps {
  readonly producer: string | null;
  readonly source: DataWorkload['source'];
  readonly keyColumn: string | null;
  readonly timeColumn: string | null;
  readonly speed: number;
  readonly nameStem: string;
  /** Before the command is sent. */
  readonly prepare?: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** No producer has a name with blank ends. */
const NEW = ' new';

export function ReplayForm(props: ReplayFormProps) {
  const { source, keyColumn, timeColumn, nameStem, prepare, onClose, children } = props;
  const { dialogs } = useMore();
  const { shell, notices } = useMessages();
  const session = useSession();
  const structure = usePage((page) => page.structure);
  const [into, setInto] = useState(props.producer ?? NEW);
  const [topic, setTopic] = useState(structure?.topics[0]?.name ?? '');
  const [speed, setSpeed] = useState(props.speed);
  const [perSecond, setPerSecond] = useState(5);
  const [repeat, setRepeat] = useState(true);
  const [refused, setRefused] = useState<string | null>(null);

  const workload: DataWorkload = { type: 'data', source, keyColumn, timeColumn, speed, perSecond, repeat };
  const name = nameStem.replace(/\.\w+$/, '').slice(0, 40) || 'data';
  const command: Command =
    into === NEW
      ? { do: 'addProducer', name: nameLike(name, clientNames(structure)), topic, configs: {}, workload }
      : { do: 'setWorkload', producer: into, workload };
  const isComplete = (timeColumn === null ? perSecond : speed) > 0 && (into !== NEW || topic !== '');

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      prepare?.();
      await session.command(command);
      onClose();
    } catch (cause) {
      setRefused(whyRefused(cause, notices));
    }
  };

  return (
    <form className="dialog-form" onSubmit={(event) => void submit(event)}>
      {children}
      <div className="field-row">
        <ChoiceField
          label={dialogs.data.into}
          value={into}
          choices={[
            [NEW, dialogs.data.newProducer] as const,
            ...(structure?.producers ?? []).map((each) => [each.name, `${each.name} → ${each.topic}`] as const),
          ]}
          onChange={setInto}
        />
        {into === NEW && (
          <ChoiceField
            label={dialogs.topic}
            value={topic}
            choices={(structure?.topics ?? []).map((each) => [each.name, each.name] as const)}
            onChange={setTopic}
          />
        )}
      </div>
      {timeColumn === null ? (
        <NumberField label={dialogs.perSecond} value={perSecond} min={0.001} max={1e6} step="any" onChange={setPerSecond} />
      ) : (
        <NumberField
          label={dialogs.data.speed}
          hint={dialogs.data.speedHint}
          value={speed}
          min={0.000001}
          max={1e12}
          step="any"
          onChange={setSpeed}
        />
      )}
      <CheckField label={dialogs.data.repeat} checked={repeat} onChange={setRepeat} />
      {refused && (
        <p className="field-error" role="alert">
          {refused}
        </p>
      )}
      <div className="dialog-buttons">
        <Button onClick={onClose}>{shell.cancel}</Button>
        <Button tone="main" type="submit" disabled={!isComplete}>
          {dialogs.data.replay}
        </Button>
      </div>
    </form>
  );
}

/** The data's own name, numbered only if it is taken. */
function nameLike(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(name, taken) : name;
}
