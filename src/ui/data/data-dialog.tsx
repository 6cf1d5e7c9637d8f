/** Real events: a shipped data set or the user's own file, sent by a producer row by row. */
import { useState } from 'react';
import { DATASETS } from '../../scenario/data/datasets.ts';
import { Dialog } from '../controls/dialog.tsx';
import { useMore } from '../state/use-more.ts';
import './data.css';
import { OwnFile } from './own-file.tsx';
import { ShippedData } from './shipped-data.tsx';

interface DataDialogProps {
  readonly producer: string | null;
  readonly file: File | null;
  readonly onClose: () => void;
}

export default function DataDialog({ producer, file, onClose }: DataDialogProps) {
  const { dialogs } = useMore();
  const [own, setOwn] = useState(file !== null || DATASETS.length === 0);
  return (
    <Dialog title={dialogs.data.title} intro={dialogs.data.intro} wide onClose={onClose}>
      <div className="data-tabs">
        {[false, true].map((isOwn) => (
          <button
            key={String(isOwn)}
            type="button"
            className="data-tab"
            aria-pressed={own === isOwn}
            onClick={() => setOwn(isOwn)}
          >
            {isOwn ? dialogs.data.ownFile : dialogs.data.shipped}
          </button>
        ))}
      </div>
      {own ? (
        <OwnFile given={file} producer={producer} onClose={onClose} />
      ) : (
        <ShippedData producer={producer} onClose={onClose} />
      )}
    </Dialog>
  );
}
