import type { Selection } from '../../view/inspection.ts';
import type { Structure } from '../../view/structure.ts';

/** Share groups are called by their own name. */
export function kindOf(selection: Selection, structure: Structure | null): Selection['kind'] | 'share-group' {
  return isShareGroup(selection, structure) ? 'share-group' : selection.kind;
}

export function isShareGroup(selection: Selection, structure: Structure | null): boolean {
  if (selection.kind !== 'group') return false;
  return structure?.groups.find(({ id }) => id === selection.name)?.isShare ?? false;
}
