/** A broker: its state, the groups it coordinates, and its replicas: leaders in ink, followers outlined. */
import type { BrokerCard } from '../../view/structure.ts';
import type { BrokerBox } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { chipTextWidth } from './chip-plan.ts';
import { element, setAttribute, setClass, setOneOf, setText } from './element.ts';
import { firstThatFits, type Measure } from './fit-text.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import { type ReplicaForm, replicaForm } from './replica-form.ts';
import { standsFor } from './things.ts';

export interface BrokerItem {
  readonly card: BrokerCard;
  readonly box: BrokerBox;
  readonly chipTexts: readonly string[];
  readonly messages: SceneMessages;
  readonly measure: Measure;
}

const PADDING = 22;
/** A card so tall has room for name, replicas, and a line below. */
const THREE_LINES = 72;

export function createBrokerCards(layer: HTMLElement): Keyed<BrokerItem> {
  return createKeyed(layer, { keyOf: ({ card }) => String(card.id), create, update });
}

export function brokerItems({ structure, layout, messages, chipTexts, measure }: CardModel): BrokerItem[] {
  return structure.brokers.flatMap((card, index) => {
    const box = layout.brokers[index];
    return box ? [{ card, box, chipTexts, messages, measure }] : [];
  });
}

function create({ card }: BrokerItem): HTMLElement {
  const made = element(
    'div',
    'card broker-card',
    element('div', 'card-name'),
    element('div', 'broker-state'),
    element('div', 'chips'),
    element('div', 'card-detail'),
  );
  made.setAttribute('role', 'button');
  standsFor(made, { kind: 'broker', id: card.id });
  return made;
}

function update(made: HTMLElement, item: BrokerItem): void {
  const { card, box, messages } = item;
  const [name, state, chips, detail] = made.children;
  const form = formOf(item);
  const besideName = form === 'two-lines' || box.box.height < THREE_LINES;
  const coordinates = coordinatesText(item, besideName);
  setOneOf(made, 'size', box.size);
  setOneOf(made, 'state', card.state);
  setOneOf(made, 'replicas', form);
  setClass(made, 'is-low', besideName);
  setClass(made, 'is-away', card.state !== 'running');
  setText(name!, box.size === 'bar' ? String(card.id) : messages.broker(card.id));
  const away = card.state === 'running' ? '' : messages.brokerState[card.state];
  setText(state!, away || (besideName ? coordinates : ''));
  setText(detail!, besideName ? '' : coordinates);
  drawReplicas(chips as HTMLElement, item, form);
  const groups = card.coordinates.join(', ');
  setAttribute(made, 'title', groups ? messages.coordinates(groups) : null);
  setAttribute(
    made,
    'aria-label',
    messages.spoken.broker({
      id: card.id,
      state: messages.brokerState[card.state],
      leads: card.leaderCount,
      replicas: card.replicaCount,
      coordinates: groups,
    }),
  );
}

function formOf({ card: { replicas }, box: { box, size }, chipTexts, measure }: BrokerItem): ReplicaForm {
  if (size !== 'card') return 'count';
  const widths = replicas.map(({ row }) => chipTextWidth(chipTexts[row] ?? '', measure));
  return replicaForm(widths, box.width - PADDING);
}

function coordinatesText({ card, box, messages, measure }: BrokerItem, besideName: boolean): string {
  if (card.coordinates.length === 0 || box.size !== 'card') return '';
  const groups = card.coordinates.join(', ');
  const room = box.box.width - PADDING - (besideName ? measure(messages.broker(card.id), 'name') + 8 : 0);
  return firstThatFits(measure, 'detail', room, [messages.coordinates(groups), groups]);
}

function drawReplicas(
  target: HTMLElement,
  { card, box, chipTexts, messages }: BrokerItem,
  form: ReplicaForm,
): void {
  const counts =
    box.size === 'bar' || card.replicaCount === 0 ? '' : messages.leads(card.leaderCount, card.replicaCount);
  const chips =
    form === 'count' ? [] : card.replicas.map((replica) => ({ ...replica, kind: kindOf(replica) }));
  const drawn = chips.length ? chips.map(({ row, kind }) => `${chipTexts[row]}${kind}`).join() : counts;
  if (target.dataset.drawn === drawn) return;
  target.dataset.drawn = drawn;
  target.replaceChildren(
    ...(chips.length
      ? chips.map(({ row, kind }) => replicaChip(row, kind, chipTexts[row] ?? ''))
      : [element('span', 'replica-count', counts)]),
  );
}

function replicaChip(row: number, kind: string, text: string): HTMLElement {
  const chip = element('span', `chip replica is-${kind}`, text);
  chip.dataset.row = String(row); // where a leader's move begins and ends
  return chip;
}

function kindOf({ leader, inSync }: BrokerCard['replicas'][number]): string {
  return leader ? 'leader' : inSync ? 'follower' : 'out';
}
