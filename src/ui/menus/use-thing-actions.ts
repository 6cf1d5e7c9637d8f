import type { Selection } from '../../view/inspection.ts';
import type { MenuGroups } from '../controls/menu.tsx';
import { act } from '../session/act.ts';
import { useSession } from '../session/context.ts';
import { newConsumer } from '../session/new-things.ts';
import { page } from '../state/store.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { thingActions } from './thing-actions.ts';

/** What can be done to the thing now. */
export function useThingActions(selection: Selection): MenuGroups {
  const { actions } = useMore();
  const session = useSession();
  const structure = usePage((page) => page.structure);
  const setDialog = usePage((page) => page.setDialog);
  if (!structure) return [];
  return thingActions(selection, structure, actions, {
    act: (command) => void act(session, command),
    open: setDialog,
    addConsumerTo: (group) => {
      const { run } = page.getState();
      void act(session, newConsumer(structure, run, group));
    },
  });
}
