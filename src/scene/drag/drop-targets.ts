/** Where a consumer can be dropped: groups from top to bottom, a new group, the bench; never where it is already. */
import type { DropTarget } from '../../view/intent.ts';
import type { Structure } from '../../view/structure.ts';
import { type Box, contains, type Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';

export interface PlacedTarget {
  readonly target: DropTarget;
  readonly box: Box;
}

/** `consumer`: null for a new one from the tray. */
export function dropTargets(structure: Structure, layout: Layout, consumer: string | null): PlacedTarget[] {
  const card = structure.consumers.find(({ name }) => name === consumer);
  const groups = structure.groups.flatMap(({ id }, index): PlacedTarget[] => {
    const box = layout.groups[index]?.box;
    return box && id !== card?.group ? [{ target: { kind: 'group', id }, box }] : [];
  });
  const slot: PlacedTarget = { target: { kind: 'new-group' }, box: layout.newGroupSlot };
  const bench: PlacedTarget = { target: { kind: 'bench' }, box: layout.bench };
  const onBench = card !== undefined && !structure.groups.some(({ id }) => id === card.group);
  return onBench ? [...groups, slot] : [...groups, slot, bench];
}

export function targetAt(targets: readonly PlacedTarget[], point: Point): PlacedTarget | null {
  return targets.find(({ box }) => contains(box, point)) ?? null;
}

export function isSameTarget(a: DropTarget, b: DropTarget): boolean {
  return a.kind === b.kind && (a.kind !== 'group' || b.kind !== 'group' || a.id === b.id);
}

export function targetName(target: DropTarget, { spoken }: SceneMessages): string {
  if (target.kind === 'group') return spoken.toGroup(target.id);
  return target.kind === 'new-group' ? spoken.toNewGroup : spoken.toBench;
}
