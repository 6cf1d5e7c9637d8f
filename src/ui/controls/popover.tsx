/** A button that opens a panel beside it. */
import { type ReactNode, useId, useRef, useState } from 'react';
import './popover.css';

interface PopoverProps {
  readonly label: string;
  readonly button: ReactNode;
  readonly className?: string;
  readonly panelClassName?: string;
  readonly children: ReactNode;
}

const MARGIN = 8;

export function Popover({ label, button, className, panelClassName = '', children }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const toggled = (isOpen: boolean): void => {
    setOpen(isOpen);
    if (!isOpen || !opener.current || !panel.current) return;
    // Once its content is there, it can be measured.
    requestAnimationFrame(() => panel.current && opener.current && place(panel.current, opener.current));
  };

  return (
    <>
      <button
        ref={opener}
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={label}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={`popover ${panelClassName}`}
        onToggle={(event) => toggled(event.newState === 'open')}
      >
        {open && children}
      </div>
    </>
  );
}

/** Above the button if there is room, else below; within the window. */
function place(panel: HTMLElement, opener: HTMLElement): void {
  const { left, top, bottom } = opener.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const y = top - height - MARGIN > MARGIN ? top - height - MARGIN : bottom + MARGIN;
  panel.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  panel.style.top = `${y}px`;
}
