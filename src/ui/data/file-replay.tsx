/** What a file holds, which columns are key and time, and what could not be read. */
import { useMemo, useState } from 'react';
import { count } from '../../i18n/format.ts';
import { toEvents, unreadableTimes } from '../../scenario/data/events.ts';
import { ChoiceField } from '../controls/field.tsx';
import { useSession } from '../session/context.ts';
import { useMore } from '../state/use-more.ts';
import { MalformedRows } from './malformed-rows.tsx';
import { Preview } from './preview.tsx';
import type { ReadFile } from './read-file.ts';
import { ReplayForm } from './replay-form.tsx';
import { fittingSpeed } from './speed.ts';

interface FileReplayProps {
  readonly file: ReadFile;
  readonly producer: string | null;
  readonly onClose: () => void;
}

/** No column is called so: the file's reader trims them. */
const NONE = ' none';

export function FileReplay({ file, producer, onClose }: FileReplayProps) {
  const { dialogs } = useMore();
  const session = useSession();
  const { table } = file;
  const [keyColumn, setKeyColumn] = useState(file.keyColumn);
  const [timeColumn, setTimeColumn] = useState(file.timeColumn);
  const events = useMemo(() => toEvents(table, keyColumn, timeColumn), [table, keyColumn, timeColumn]);
  const malformed = useMemo(
    () => [...table.malformed, ...unreadableTimes(table, timeColumn)],
    [table, timeColumn],
  );
  const source = { file: file.name, sizeBytes: file.sizeBytes, sha256: file.sha256 };
  const columns = table.columns.map((name) => [name, name] as const);

  if (events.length === 0 && table.rows.length === 0) {
    return (
      <>
        <p className="field-error" role="alert">
          {dialogs.data.noRows}
        </p>
        <MalformedRows rows={malformed} />
      </>
    );
  }
  return (
    <ReplayForm
      key={timeColumn}
      producer={producer}
      source={source}
      keyColumn={keyColumn}
      timeColumn={timeColumn}
      speed={fittingSpeed(events)}
      nameStem={file.name}
      prepare={() => session.data.keep({ source, keyColumn, timeColumn }, events)}
      onClose={onClose}
    >
      <p role="status">{dialogs.data.read(count(events.length), table.columns.length)}</p>
      <MalformedRows rows={malformed} />
      <Preview table={table} keyColumn={keyColumn} timeColumn={timeColumn} />
      <div className="field-row">
        <ChoiceField
          label={dialogs.data.keyColumn}
          value={keyColumn ?? NONE}
          choices={[[NONE, dialogs.data.noKey], ...columns]}
          onChange={(name) => setKeyColumn(name === NONE ? null : name)}
        />
        <ChoiceField
          label={dialogs.data.timeColumn}
          value={timeColumn ?? NONE}
          choices={[[NONE, dialogs.data.noTime], ...columns]}
          onChange={(name) => setTimeColumn(name === NONE ? null : name)}
        />
      </div>
    </ReplayForm>
  );
}
