/** A dialog with a form that makes one command. It stays open, with what was typed, when the command is refused. */
import { type ReactNode, useState } from 'react';
import type { Command } from '../../scenario/scenario.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { useSession } from '../session/context.ts';
import { whyRefused } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';

interface FormDialogProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly submit: string;
  readonly wide?: boolean;
  /** Null: not complete yet. */
  readonly command: Command | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog({ title, intro, submit, wide, command, onClose, children }: FormDialogProps) {
  const { shell, notices } = useMessages();
  const session = useSession();
  const [refused, setRefused] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    if (!command) return;
    try {
      await session.command(command);
      onClose();
    } catch (cause) {
      setRefused(whyRefused(cause, notices));
    }
  };

  return (
    <Dialog title={title} intro={intro} wide={wide} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {children}
        {refused && (
          <p className="field-error" role="alert">
            {refused}
          </p>
        )}
        <div className="dialog-buttons">
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button tone="main" type="submit" disabled={command === null}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
