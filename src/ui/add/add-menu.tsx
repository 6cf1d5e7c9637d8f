/** What can be put on the stage. What needs no question is added at once, like those that are there. */
import type { RefObject } from 'react';
import { Menu } from '../controls/menu.tsx';
import { act } from '../session/act.ts';
import { useSession } from '../session/context.ts';
import { newBrokerId } from '../session/new-things.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';

interface AddMenuProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function AddMenu({ at, returnTo, onClose }: AddMenuProps) {
  const { shell, addMenu } = useMessages();
  const session = useSession();
  const structure = usePage((page) => page.structure);
  const setDialog = usePage((page) => page.setDialog);
  const broker = newBrokerId(structure);
  const hasTopics = (structure?.topics.length ?? 0) > 0;
  const hasProducers = (structure?.producers.length ?? 0) > 0;

  return (
    <Menu
      label={shell.add}
      at={at}
      align="end"
      returnTo={returnTo}
      onClose={onClose}
      groups={[
        [
          { label: addMenu.producer, disabled: !hasTopics, run: () => setDialog({ kind: 'add-producer' }) },
          {
            label: addMenu.consumer,
            disabled: !hasTopics,
            run: () => setDialog({ kind: 'add-consumer', group: structure?.groups[0]?.id ?? null }),
          },
          { label: addMenu.topic, run: () => setDialog({ kind: 'add-topic' }) },
          {
            label: addMenu.broker,
            disabled: broker === null,
            run: () => broker !== null && void act(session, { do: 'addBroker', broker }),
          },
        ],
        [
          {
            label: addMenu.record,
            disabled: !hasProducers,
            run: () => setDialog({ kind: 'produce', producer: null }),
          },
          {
            label: addMenu.data,
            disabled: !hasTopics,
            run: () => setDialog({ kind: 'data', producer: null, file: null }),
          },
        ],
      ]}
    />
  );
}
