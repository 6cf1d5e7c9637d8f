/** Brokers as a list: those that hold a replica come first, in the replicas' order, and the rest below. */
import { useLayoutEffect, useRef } from 'react';
import type { BrokerCard, RowInfo } from '../../view/structure.ts';
import { IconButton } from '../controls/button.tsx';
import { useMore } from '../state/use-more.ts';
import './replica-list.css';

interface ReplicaListProps {
  readonly row: RowInfo;
  readonly brokers: readonly BrokerCard[];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}

export function ReplicaList({ row, brokers, chosen, onChange }: ReplicaListProps) {
  const { dialogs } = useMore();
  const { list, keepFocus } = useFocusThatMoves();
  // A broker that is no longer in the cluster may still be down for a replica.
  const ids = [...new Set([...brokers.map(({ id }) => id), ...row.replicas])].sort((a, b) => a - b);
  const change = (next: readonly number[]): void => {
    keepFocus();
    onChange(next);
  };
  return (
    <fieldset className="replica-choice">
      <legend className="field-label">{dialogs.replicas.brokers}</legend>
      <ul ref={list} className="replica-list">
        {[...chosen, ...ids.filter((id) => !chosen.includes(id))].map((id) => (
          <Choice
            key={id}
            id={id}
            row={row}
            state={brokers.find((broker) => broker.id === id)?.state ?? 'stopped'}
            place={chosen.indexOf(id)}
            isLast={chosen.at(-1) === id}
            onTick={() =>
              change(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
            }
            onMove={(by) => change(moved(chosen, id, by))}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly id: number;
  readonly row: RowInfo;
  readonly state: BrokerCard['state'];
  /** Among the chosen; -1: it is not. */
  readonly place: number;
  readonly isLast: boolean;
  readonly onTick: () => void;
  readonly onMove: (by: 1 | -1) => void;
}

function Choice({ id, row, state, place, isLast, onTick, onMove }: ChoiceProps) {
  const { dialogs, states } = useMore();
  const words = dialogs.replicas;
  const isChosen = place >= 0;
  const isThere = row.replicas.includes(id) && !row.adding.includes(id);
  const notes = [
    state === 'running' ? '' : states.broker[state],
    place === 0 ? words.preferred : '',
    row.leader === id ? words.leads : '',
    isChosen && !isThere ? words.added : '',
    !isChosen && row.replicas.includes(id) ? words.removed : '',
  ];
  return (
    <li className="replica-item" data-chosen={isChosen || undefined} data-broker={id}>
      <label className="check">
        <input
          type="checkbox"
          checked={isChosen}
          data-first-focus={place === 0 || undefined}
          onChange={onTick}
        />
        <span>{words.broker(id)}</span>
        <span className="move-note">{notes.filter((note) => note !== '').join(' · ')}</span>
      </label>
      {isChosen && (
        <>
          <IconButton icon="chevron" label={words.up(id)} disabled={place === 0} onClick={() => onMove(-1)} />
          <IconButton icon="chevron" label={words.down(id)} disabled={isLast} onClick={() => onMove(1)} />
        </>
      )}
    </li>
  );
}

function moved(chosen: readonly number[], id: number, by: 1 | -1): number[] {
  const next = chosen.filter((other) => other !== id);
  next.splice(chosen.indexOf(id) + by, 0, id);
  return next;
}

/** A line that changes its place takes the focus with it; at an end its other arrow has it. */
function useFocusThatMoves() {
  const list = useRef<HTMLUListElement>(null);
  const had = useRef<{ broker: string; control: number } | null>(null);
  const keepFocus = (): void => {
    const focused = document.activeElement as HTMLElement | null;
    const item = focused?.closest<HTMLElement>('[data-broker]');
    if (!focused || !item) return;
    had.current = { broker: item.dataset.broker ?? '', control: controlsOf(item).indexOf(focused) };
  };
  useLayoutEffect(() => {
    if (!had.current) return;
    const { broker, control } = had.current;
    had.current = null;
    const item = list.current?.querySelector<HTMLElement>(`[data-broker="${broker}"]`);
    const controls = item ? controlsOf(item) : [];
    const wanted = controls[control];
    const other = controls[3 - control];
    (wanted?.matches(':disabled') ? other : wanted)?.focus();
  });
  return { list, keepFocus };
}

/** Its box, and its arrows up and down. */
function controlsOf(item: HTMLElement): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>('input, button')];
}
