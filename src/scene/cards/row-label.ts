/**
 * A partition's place: its label with the leader and a dot for each replica, and around label and tape what a
 * pointer hits and the focus surrounds. Filled dot: leader; ring: in sync; broken ring: out of sync; amber ring: a new
 * one that is being filled.
 */
import { isMoving } from '../../view/partition-row.ts';
import type { RowInfo, Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import type { RowBox } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, place, setAttribute, setClass, setOneOf, setText } from './element.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import { standsFor } from './things.ts';

export interface RowItem {
  readonly key: string;
  readonly topic: string;
  readonly row: RowInfo;
  readonly box: RowBox;
  readonly messages: SceneMessages;
}

export function createRows(layer: HTMLElement): Keyed<RowItem> {
  return createKeyed(layer, { keyOf: ({ key }) => key, create, update });
}

export function rowItems({ structure, layout, messages }: CardModel): RowItem[] {
  return structure.rows.flatMap((row, index) => {
    const box = layout.rows[index];
    return box ? [{ key: box.key, topic: topicName(structure, row), row, box, messages }] : [];
  });
}

function topicName({ topics }: Structure, { topic }: RowInfo): string {
  return topics[topic]?.name ?? '';
}

export function leaderText({ leader }: RowInfo, messages: SceneMessages): string {
  return leader < 0 ? messages.offline : messages.broker(leader);
}

function create({ topic, row }: RowItem): HTMLElement {
  const label = element(
    'div',
    'row-label',
    element('div', 'row-name'),
    element('div', 'row-leader'),
    element('div', 'row-replicas'),
  );
  const made = element('div', 'row', label);
  made.setAttribute('role', 'button');
  standsFor(made, { kind: 'partition', topic, partition: row.partition });
  return made;
}

function update(made: HTMLElement, { row, topic, box, messages }: RowItem): void {
  const label = made.firstElementChild as HTMLElement;
  setClass(made, 'is-offline', row.leader < 0);
  setOneOf(label, 'form', box.labelForm);
  label.hidden = box.label === null;
  setAttribute(
    made,
    'aria-label',
    messages.spoken.partition({
      topic,
      partition: row.partition,
      leader: row.leader,
      inSync: row.isr.length,
      replicas: row.replicas.length,
      isMoving: isMoving(row),
    }),
  );
  if (!box.label) return;
  setText(label.children[0]!, `P${row.partition}`);
  setText(label.children[1]!, leaderText(row, messages));
  drawReplicas(label.children[2] as HTMLElement, row);
}

export function placeRow(made: HTMLElement, { box, label }: RowBox): void {
  place(made, box);
  if (label) place(made.firstElementChild as HTMLElement, relative(label, box));
}

function relative({ x, y, width, height }: Box, to: Box): Box {
  return { x: x - to.x, y: y - to.y, width, height };
}

/** In the order of the replicas; where there is no leader, none is filled. */
function drawReplicas(target: HTMLElement, { replicas, adding, isr, leader }: RowInfo): void {
  const kinds = replicas.map((id) => {
    if (id === leader) return 'leader';
    if (isr.includes(id)) return 'in-sync';
    return adding.includes(id) ? 'adding' : 'out';
  });
  const drawn = kinds.join(' ');
  if (target.dataset.replicas === drawn) return;
  target.dataset.replicas = drawn;
  target.replaceChildren(...kinds.map((kind) => element('i', `replica-dot is-${kind}`)));
}
