/** What hands did on the stage, made into selections, menus and commands. */

import type { Selection } from '../../view/inspection.ts';
import type { DropTarget, Intent } from '../../view/intent.ts';
import { act } from '../session/act.ts';
import { newConsumer, newGroupName, topicsOf } from '../session/new-things.ts';
import type { Session } from '../session/session.ts';
import type { HoveredRecord } from '../state/choice-slice.ts';
import { page } from '../state/store.ts';

export function obeyIntent(session: Session, intent: Intent): void {
  const state = page.getState();
  switch (intent.type) {
    case 'select':
      session.select(intent.selection, recordOf(intent.selection));
      break;
    case 'select-flight':
      state.setBytes({ kind: 'flight', id: intent.id });
      break;
    case 'move-consumer':
      moveConsumer(session, intent.consumer, intent.to);
      break;
    case 'add-consumer':
      addConsumer(session, intent.to);
      break;
    case 'open-menu':
      session.select(intent.selection);
      state.setMenu({ selection: intent.selection, at: intent.at });
      break;
    case 'key-command':
      keyCommand(session, intent.selection, intent.key);
      break;
    case 'hover-record': {
      const { topic, partition, offset, x, y } = intent;
      state.setHovered({ topic, partition, offset, x, y });
      break;
    }
    case 'leave-record':
      state.setHovered(null);
      break;
    case 'highlight-key':
      state.setHighlightedKey(intent.keyId);
      break;
  }
}

/** What is pointed at in a partition is chosen with it. */
function recordOf(selection: Selection | null): HoveredRecord | null {
  const { hovered } = page.getState();
  const isIn =
    selection?.kind === 'partition' &&
    selection.topic === hovered?.topic &&
    selection.partition === hovered.partition;
  return isIn ? hovered : null;
}

export function moveConsumer(session: Session, consumer: string, to: DropTarget): void {
  const group = groupOf(to);
  const topics = group === null ? [] : topicsToRead(consumer, group);
  void act(session, { do: 'moveConsumer', consumer, group, ...(topics.length > 0 ? { topics } : {}) });
}

function addConsumer(session: Session, to: DropTarget): void {
  const { structure, run } = page.getState();
  void act(session, newConsumer(structure, run, groupOf(to)));
}

function groupOf(to: DropTarget): string | null {
  if (to.kind === 'bench') return null;
  return to.kind === 'group' ? to.id : newGroupName(page.getState().structure);
}

/** What the group reads; in a new group, what the consumer read before. */
function topicsToRead(consumer: string, group: string): readonly string[] {
  const { structure } = page.getState();
  const before = structure?.consumers.find(({ name }) => name === consumer)?.group;
  const isKnown = structure?.groups.some(({ id, topics }) => id === group && topics.length > 0);
  return topicsOf(structure, isKnown ? group : (before ?? group));
}

/** Keys on a focused thing: K stops or starts a broker, Delete takes a client out. */
function keyCommand(session: Session, selection: Selection, key: string): void {
  const { structure } = page.getState();
  if (selection.kind === 'broker' && key.toLowerCase() === 'k') {
    const state = structure?.brokers.find(({ id }) => id === selection.id)?.state;
    void act(
      session,
      state === 'stopped'
        ? { do: 'startBroker', broker: selection.id }
        : { do: 'stopBroker', broker: selection.id, how: 'kill' },
    );
  }
}
