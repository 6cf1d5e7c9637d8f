/** A producer: its name, how fast it sends, with which acks, and by which keys. The painter draws its batches. */
import type { ProducerCard } from '../../view/structure.ts';
import type { CardSize } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, setAttribute, setClass, setOneOf, setText } from './element.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import { standsFor } from './things.ts';

export interface ProducerItem {
  readonly card: ProducerCard;
  readonly size: CardSize;
  readonly messages: SceneMessages;
}

export function createProducerCards(layer: HTMLElement): Keyed<ProducerItem> {
  return createKeyed(layer, { keyOf: ({ card }) => card.name, create, update });
}

export function producerItems({ structure, layout, messages }: CardModel): ProducerItem[] {
  return structure.producers.map((card, index) => ({
    card,
    size: layout.producers[index]?.size ?? 'card',
    messages,
  }));
}

function create({ card }: ProducerItem): HTMLElement {
  const made = element(
    'div',
    'card producer-card',
    element('div', 'card-name'),
    element('div', 'card-detail'),
    element('div', 'card-detail'),
  );
  made.setAttribute('role', 'button');
  standsFor(made, { kind: 'producer', name: card.name });
  return made;
}

function update(made: HTMLElement, { card, size, messages }: ProducerItem): void {
  const [name, first, second] = made.children;
  const stopped = stoppedText(card, messages);
  setOneOf(made, 'size', size);
  setClass(made, 'is-away', stopped !== null);
  setText(name!, card.name);
  setText(first!, size === 'card' ? firstLine(card, stopped, messages) : (stopped ?? ''));
  setText(second!, size === 'card' ? secondLine(card, messages) : '');
  setAttribute(
    made,
    'aria-label',
    messages.spoken.producer({
      name: card.name,
      topic: card.topic,
      perSecond: card.recordsPerSecond,
      state: stopped ?? messages.clientState.running,
    }),
  );
  setAttribute(made, 'title', size === 'bar' ? card.name : null);
}

function stoppedText({ state, paused }: ProducerCard, messages: SceneMessages): string | null {
  if (state !== 'running') return messages.clientState[state];
  return paused ? messages.paused : null;
}

function firstLine(
  { recordsPerSecond, acks }: ProducerCard,
  stopped: string | null,
  messages: SceneMessages,
): string {
  return `${stopped ?? messages.rate(recordsPerSecond)} · acks=${acks}`;
}

function secondLine({ keys, source }: ProducerCard, messages: SceneMessages): string {
  const by = keys === 'keyed' ? messages.keyed : messages.noKey;
  return source ? `${messages.replays(source)} · ${by}` : by;
}
