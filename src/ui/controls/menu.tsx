/** A menu in a popover: opened by a button or at a point, closed by Escape, a choice or a press elsewhere. */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import './menu.css';
import { useRoving } from './use-roving.ts';

export interface MenuItem {
  readonly label: string;
  /** Beside the label: a key, or what it would do. */
  readonly hint?: string;
  readonly tone?: 'danger';
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** Items, in groups with a line between. */
export type MenuGroups = readonly (readonly MenuItem[])[];

interface MenuProps {
  readonly label: string;
  readonly groups: MenuGroups;
  /** Where its corner is, in the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** `end`: it opens toward the left of `at`; `above`: it stands on it. */
  readonly align?: 'start' | 'end';
  readonly above?: boolean;
  /** What gets the focus back; absent: what had it. */
  readonly returnTo?: RefObject<HTMLElement | null>;
  readonly heading?: ReactNode;
  readonly onClose: () => void;
}

export function Menu({
  label,
  groups,
  at,
  align = 'start',
  above = false,
  returnTo,
  heading,
  onClose,
}: MenuProps) {
  const ref = useRef<HTMLDivElement>(null);
  const move = useRoving({ selector: '[role=menuitem]', axis: 'vertical', typeahead: true });
  usePopover(ref, at, align, above, onClose, returnTo);
  const noteFocus = useFocusThatStays(ref);

  const choose = (item: MenuItem): void => {
    if (item.disabled) return;
    ref.current?.hidePopover();
    item.run();
  };

  return (
    <div
      ref={ref}
      className="menu"
      popover="auto"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onFocus={noteFocus}
      onKeyDown={(event) => {
        if (event.key === 'Tab') ref.current?.hidePopover();
        else move(event);
      }}
    >
      {heading && <div className="menu-heading">{heading}</div>}
      {groups
        .filter((group) => group.length > 0)
        .map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of a menu is no fieldset
          <div className="menu-group" role="group" key={group[0]?.label}>
            {group.map((item) => (
              <button
                type="button"
                role="menuitem"
                className="menu-item"
                data-tone={item.tone}
                tabIndex={-1}
                key={item.label}
                aria-disabled={item.disabled || undefined}
                onClick={() => choose(item)}
              >
                <span>{item.label}</span>
                {item.hint && <span className="menu-hint">{item.hint}</span>}
              </button>
            ))}
          </div>
        ))}
    </div>
  );
}

/** An item that has the focus may be replaced while the menu is open, Pause by Resume: the one in its place gets it. */
function useFocusThatStays(ref: RefObject<HTMLDivElement | null>): () => void {
  const at = useRef(-1);
  const items = (): HTMLElement[] => [
    ...(ref.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
  ];
  useLayoutEffect(() => {
    const hasFallen = at.current >= 0 && document.activeElement === document.body;
    if (hasFallen && ref.current?.matches(':popover-open'))
      items()
        .at(Math.min(at.current, items().length - 1))
        ?.focus();
  });
  return () => {
    at.current = items().indexOf(document.activeElement as HTMLElement);
  };
}

function usePopover(
  ref: RefObject<HTMLDivElement | null>,
  at: { readonly x: number; readonly y: number },
  align: 'start' | 'end',
  above: boolean,
  onClose: () => void,
  returnTo: RefObject<HTMLElement | null> | undefined,
): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const menu = ref.current;
    if (!menu) return;
    const before = returnTo?.current ?? (document.activeElement as HTMLElement | null);
    menu.showPopover();
    place(menu, at, align, above);
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const toggled = (event: Event): void => {
      if ((event as ToggleEvent).newState !== 'closed') return;
      if (menu.contains(document.activeElement) || document.activeElement === document.body) before?.focus();
      close.current();
    };
    menu.addEventListener('toggle', toggled);
    return () => menu.removeEventListener('toggle', toggled);
  }, [ref, at, align, above, returnTo]);
}

const MARGIN = 8;

/** At the point, and within the window. */
function place(
  menu: HTMLElement,
  at: { x: number; y: number },
  align: 'start' | 'end',
  above: boolean,
): void {
  const { width, height } = menu.getBoundingClientRect();
  const x = align === 'end' ? at.x - width : at.x;
  const y = above ? at.y - height : at.y;
  menu.style.left = `${Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))}px`;
  menu.style.top = `${Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN))}px`;
}
