import { useId } from 'react';
import { Icon } from '../controls/icon.tsx';

interface FileInputProps {
  readonly label: string;
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** The browser's file chooser, looking like the rest. */
export function FileInput({ label, accept, onFile }: FileInputProps) {
  const id = useId();
  return (
    <div className="file-input">
      <input
        id={id}
        type="file"
        accept={accept}
        className="visually-hidden"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
      <label htmlFor={id} className="button">
        <Icon name="file" />
        {label}
      </label>
    </div>
  );
}
