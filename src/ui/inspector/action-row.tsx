import { useRef, useState } from 'react';
import type { Selection } from '../../view/inspection.ts';
import { Button } from '../controls/button.tsx';
import { Menu } from '../controls/menu.tsx';
import { useThingActions } from '../menus/use-thing-actions.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { titleOf } from './title-of.ts';

const SHOWN = 2;

/** The first few of what can be done to it as buttons, the rest in a menu: the same as by right click. */
export function ActionRow({ selection }: { readonly selection: Selection }) {
  const more = useMore();
  const { shell } = useMessages();
  const groups = useThingActions(selection);
  const opener = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const items = groups.flat();
  if (items.length === 0) return null;
  return (
    <div className="action-row">
      {items.slice(0, SHOWN).map((item) => (
        <Button
          key={item.label}
          tone={item.tone}
          disabled={item.disabled}
          title={item.hint}
          onClick={item.run}
        >
          {item.label.replace(/…$/, '')}
        </Button>
      ))}
      {items.length > SHOWN && (
        <button
          ref={opener}
          type="button"
          className="button"
          aria-haspopup="menu"
          aria-expanded={at !== null}
          aria-label={more.actions.menu(titleOf(selection, more))}
          onClick={(event) => {
            const { right, bottom } = event.currentTarget.getBoundingClientRect();
            setAt({ x: right, y: bottom + 4 });
          }}
        >
          <span aria-hidden="true">•••</span>
        </button>
      )}
      {at && (
        <Menu
          label={more.actions.menu(titleOf(selection, more))}
          groups={groups}
          at={at}
          align="end"
          returnTo={opener}
          onClose={() => setAt(null)}
        />
      )}
      <span className="visually-hidden">{shell.inspector}</span>
    </div>
  );
}
