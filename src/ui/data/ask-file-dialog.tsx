/** A shared run replays a file that is not part of it: asks for it, and checks that it is the one. */
import { useState } from 'react';
import { bytes } from '../../i18n/format.ts';
import { toEvents } from '../../scenario/data/events.ts';
import type { DataWorkload } from '../../scenario/scenario.ts';
import { Dialog } from '../controls/dialog.tsx';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { useMore } from '../state/use-more.ts';
import './data.css';
import { FileInput } from './file-input.tsx';
import { readFile } from './read-file.ts';

interface AskFileDialogProps {
  readonly workload: DataWorkload;
  readonly retry: () => void;
  readonly onClose: () => void;
}

export default function AskFileDialog({ workload, retry, onClose }: AskFileDialogProps) {
  const { dialogs } = useMore();
  const session = useSession();
  const [wrong, setWrong] = useState<string | null>(null);
  const { source, keyColumn, timeColumn } = workload;
  if (!('file' in source)) return null;

  const take = async (file: File): Promise<void> => {
    const read = await readFile(file);
    if (read.sha256 !== source.sha256) {
      setWrong(dialogs.data.wrongFile(file.name));
      return;
    }
    session.data.keep(workload, toEvents(read.table, keyColumn, timeColumn));
    onClose();
    retry();
  };

  return (
    <Dialog title={dialogs.data.askTitle} intro={dialogs.data.ask(source.file, bytes(source.sizeBytes))} onClose={onClose}>
      <FileInput
        label={dialogs.data.chooseFile}
        accept=".csv,.tsv,.ndjson,.jsonl,.json,.txt"
        onFile={(file) => void take(file).catch(report)}
      />
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </Dialog>
  );
}
