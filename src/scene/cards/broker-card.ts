/** A broker: its state, the groups it coordinates, and its replicas: leaders in ink, followers outlined. */
import type { BrokerCard } from '../../view/structure.ts';
import type { BrokerBox } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, setAttribute, setClass, setOneOf, setText } from './element.ts';
import { firstThatFits, type Measure } from './fit-text.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import { standsFor } from './things.ts';

export interface BrokerItem {
  readonly card: BrokerCard;
  readonly box: BrokerBox;
  readonly chipTexts: readonly string[];
  readonly messages: SceneMessages;
  readonly measure: Measure;
}

const CHIP = { width: 26, height: 23 };

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
    element('div', 'card-detail'),
    element('div', 'chips'),
  );
  made.setAttribute('role', 'button');
  standsFor(made, { kind: 'broker', id: card.id });
  return made;
}

function update(made: HTMLElement, item: BrokerItem): void {
  const { card, box, messages } = item;
  const [name, detail, chips] = made.children;
  setOneOf(made, 'size', box.size);
  setOneOf(made, 'state', card.state);
  setClass(made, 'is-away', card.state !== 'running');
  setText(name!, box.size === 'bar' ? String(card.id) : messages.broker(card.id));
  setText(detail!, detailText(item));
  drawReplicas(chips as HTMLElement, item);
  setAttribute(
    made,
    'title',
    card.coordinates.length ? messages.coordinates(card.coordinates.join(', ')) : null,
  );
  setAttribute(
    made,
    'aria-label',
    messages.spoken.broker({
      id: card.id,
      state: messages.brokerState[card.state],
      leads: card.leaderCount,
      replicas: card.replicaCount,
      coordinates: card.coordinates.join(', '),
    }),
  );
}

function detailText({ card, box, messages, measure }: BrokerItem): string {
  if (box.size === 'bar') return '';
  if (card.state !== 'running') return messages.brokerState[card.state];
  if (card.coordinates.length === 0) return '';
  const groups = card.coordinates.join(', ');
  const room = box.box.width - measure(messages.broker(card.id), 'name') - 30;
  return firstThatFits(measure, 'detail', room, [messages.coordinates(groups), groups]);
}

function drawReplicas(target: HTMLElement, { card, box, chipTexts, messages }: BrokerItem): void {
  const room =
    Math.floor((box.box.width - 20) / CHIP.width) * Math.floor((box.box.height - 44) / CHIP.height);
  const asChips = box.size === 'card' && card.replicas.length > 0 && card.replicas.length <= room;
  const counts =
    box.size === 'bar' || card.replicaCount === 0 ? '' : messages.leads(card.leaderCount, card.replicaCount);
  const kindOf = ({ leader, inSync }: BrokerCard['replicas'][number]): string =>
    leader ? 'leader' : inSync ? 'follower' : 'out';
  const drawn = asChips
    ? card.replicas.map((replica) => `${chipTexts[replica.row]}${kindOf(replica)}`).join()
    : counts;
  if (target.dataset.drawn === drawn) return;
  target.dataset.drawn = drawn;
  target.replaceChildren(
    ...(asChips
      ? card.replicas.map((replica) =>
          element('span', `chip replica is-${kindOf(replica)}`, chipTexts[replica.row] ?? ''),
        )
      : [element('span', 'replica-count', counts)]),
  );
}
