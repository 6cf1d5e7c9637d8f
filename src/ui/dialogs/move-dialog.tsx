/** Moving a consumer without dragging. */

import type { DropTarget } from '../../view/intent.ts';
import { Dialog } from '../controls/dialog.tsx';
import { useSession } from '../session/context.ts';
import { moveConsumer } from '../stage/obey-intent.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import './move-dialog.css';

export function MoveDialog({
  consumer,
  onClose,
}: {
  readonly consumer: string;
  readonly onClose: () => void;
}) {
  const { dialogs } = useMore();
  const session = useSession();
  const structure = usePage((page) => page.structure);
  const now = structure?.consumers.find(({ name }) => name === consumer)?.group ?? null;
  const targets: readonly { readonly label: string; readonly to: DropTarget; readonly isNow: boolean }[] = [
    ...(structure?.groups ?? []).map(({ id }) => ({
      label: id,
      to: { kind: 'group' as const, id },
      isNow: id === now,
    })),
    { label: dialogs.newGroup, to: { kind: 'new-group' }, isNow: false },
    { label: dialogs.bench, to: { kind: 'bench' }, isNow: now === null },
  ];
  return (
    <Dialog title={dialogs.move(consumer)} intro={dialogs.moveHint} onClose={onClose}>
      <ul className="move-targets">
        {targets.map(({ label, to, isNow }) => (
          <li key={label}>
            <button
              type="button"
              className="move-target"
              disabled={isNow}
              onClick={() => {
                onClose();
                moveConsumer(session, consumer, to);
              }}
            >
              <span>{label}</span>
              <span className="move-note">{isNow ? dialogs.current : dialogs.moveHere}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
