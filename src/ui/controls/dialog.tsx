/** A modal dialog on the browser's own: Escape, the backdrop and its button close it, and the focus goes back. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useMessages } from '../state/hooks.ts';
import { IconButton } from './button.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, intro, wide, onClose, children }: DialogProps) {
  const { shell } = useMessages();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    ref.current?.showModal();
    // The browser would take the first button: the one that closes.
    ref.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => before?.focus();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a press beside it does
    <dialog
      ref={ref}
      className="dialog"
      data-wide={wide || undefined}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && ref.current?.close()}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={shell.close} onClick={() => ref.current?.close()} />
        </div>
        {intro && <p className="dialog-intro">{intro}</p>}
        {children}
      </div>
    </dialog>
  );
}
