import { useState } from 'react';
import { clientNames } from '../session/new-things.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';

/** A client's name being typed, and what is wrong with it: no two have the same, and none that of a node. */
export function useClientName(first: string) {
  const { dialogs } = useMore();
  const structure = usePage((page) => page.structure);
  const [name, setName] = useState(first);
  const trimmed = name.trim();
  const isTaken = clientNames(structure).includes(trimmed) || /^(broker|controller)-\d+$/.test(trimmed);
  const error = trimmed === '' ? dialogs.nameWanted : isTaken ? dialogs.nameTaken(trimmed) : null;
  return { name, trimmed, setName, error };
}
