/** The context menu of a thing on the stage. */
import { Menu } from '../controls/menu.tsx';
import { kindOf } from '../inspector/kind-of.ts';
import { titleOf } from '../inspector/title-of.ts';
import type { ThingMenu as OpenMenu } from '../state/choice-slice.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { useThingActions } from './use-thing-actions.ts';

export default function ThingMenu() {
  const menu = usePage((page) => page.menu);
  return menu && <OpenThingMenu key={`${menu.at.x} ${menu.at.y}`} menu={menu} />;
}

function OpenThingMenu({ menu: { selection, at } }: { readonly menu: OpenMenu }) {
  const more = useMore();
  const groups = useThingActions(selection);
  const structure = usePage((page) => page.structure);
  const setMenu = usePage((page) => page.setMenu);
  const title = titleOf(selection, more);
  return (
    <Menu
      label={more.actions.menu(title)}
      heading={`${more.things[kindOf(selection, structure)]} · ${title}`}
      groups={groups}
      at={at}
      onClose={() => setMenu(null)}
    />
  );
}
