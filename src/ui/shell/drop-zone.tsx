/** The whole page takes files: a scenario opens, a table becomes what a producer replays. Nothing leaves the page. */
import { useEffect, useState } from 'react';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';
import './drop-zone.css';

export function DropZone() {
  const session = useSession();
  const { shell } = useMessages();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const dragged = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = async (event: DragEvent): Promise<void> => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      setOver(false);
      const { takeFile } = await import('../share/take-file.ts');
      await takeFile(session, file).catch(report);
    };
    addEventListener('dragover', dragged);
    addEventListener('dragleave', left);
    addEventListener('drop', dropped);
    return () => {
      removeEventListener('dragover', dragged);
      removeEventListener('dragleave', left);
      removeEventListener('drop', dropped);
    };
  }, [session]);

  return over ? <div className="drop-zone">{shell.dropHere}</div> : null;
}
