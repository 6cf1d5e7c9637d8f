import { useEffect, useState } from 'react';
import { detailOf } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { FileInput } from './file-input.tsx';
import { FileReplay } from './file-replay.tsx';
import { type ReadFile, readFile } from './read-file.ts';

interface OwnFileProps {
  readonly given: File | null;
  readonly producer: string | null;
  readonly onClose: () => void;
}

type Reading = { readonly state: 'none' | 'reading' } | { readonly state: 'read'; readonly file: ReadFile } | { readonly state: 'failed'; readonly why: string };

/** Chooses the file, reads it, and shows what is in it. */
export function OwnFile({ given, producer, onClose }: OwnFileProps) {
  const { dialogs } = useMore();
  const { notices } = useMessages();
  const [chosen, setChosen] = useState(given);
  const [reading, setReading] = useState<Reading>({ state: 'none' });
  useEffect(() => {
    if (!chosen) return;
    setReading({ state: 'reading' });
    readFile(chosen).then(
      (file) => setReading({ state: 'read', file }),
      (cause: unknown) => setReading({ state: 'failed', why: detailOf(cause) }),
    );
  }, [chosen]);

  return (
    <>
      <FileInput label={chosen?.name ?? dialogs.data.chooseFile} accept=".csv,.tsv,.ndjson,.jsonl,.json,.txt" onFile={setChosen} />
      {reading.state === 'reading' && <p role="status">{dialogs.data.reading}</p>}
      {reading.state === 'failed' && (
        <p className="field-error" role="alert">
          {notices.couldNotLoad(reading.why)}
        </p>
      )}
      {reading.state === 'read' && (
        <FileReplay key={reading.file.sha256} file={reading.file} producer={producer} onClose={onClose} />
      )}
    </>
  );
}
