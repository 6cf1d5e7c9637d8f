/**
 * A producer: its name, how fast it sends, with which acks, and by which keys; while a transaction is open or ends,
 * that instead of the keys. The painter draws its batches.
 */
import type { ProducerCard } from '../../view/structure.ts';
import type { CardSize } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, setAttribute, setClass, setOneOf, setText } from './element.ts';
import { firstThatFits, type Measure } from './fit-text.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import { standsFor } from './things.ts';

/** Of a card, left and right together, with its border. */
const PADDING = 24;

/** Left and right together. */
const CHIP_PADDING = 12;

export interface ProducerItem {
  readonly card: ProducerCard;
  readonly size: CardSize;
  /** For its texts. */
  readonly width: number;
  /** What the painter's batches take of a line, at its right. */
  readonly batches: number;
  readonly messages: SceneMessages;
  readonly measure: Measure;
}

export function createProducerCards(layer: HTMLElement): Keyed<ProducerItem> {
  return createKeyed(layer, { keyOf: ({ card }) => card.name, create, update });
}

export function producerItems({ structure, layout, messages, measure }: CardModel): ProducerItem[] {
  return structure.producers.map((card, index) => ({
    card,
    size: layout.producers[index]?.size ?? 'card',
    width: (layout.producers[index]?.box.width ?? 0) - PADDING,
    batches: layout.producers[index]?.batches?.width ?? 0,
    messages,
    measure,
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

function update(made: HTMLElement, item: ProducerItem): void {
  const { card, size, messages } = item;
  const [name, first, second] = made.children;
  const stopped = stoppedText(card, messages);
  setOneOf(made, 'size', size);
  made.style.setProperty('--batches', `${item.batches}px`);
  setClass(made, 'is-away', stopped !== null);
  setText(name!, nameOn(item));
  const transaction =
    size === 'card' && stopped === null
      ? firstThatFits(item.measure, 'detail', item.width - CHIP_PADDING, transactionTexts(card, messages))
      : '';
  const lines = size === 'card' ? detailLines(item, stopped) : [lineDetail(item, stopped), ''];
  setClass(second!, 'is-transaction', transaction !== '');
  setText(first!, lines[0]!);
  setText(second!, transaction || lines[1]!);
  setAttribute(
    made,
    'aria-label',
    messages.spoken.producer({
      name: card.name,
      topic: card.topic,
      perSecond: card.recordsPerSecond,
      state: stopped ?? (transactionTexts(card, messages)[0] || messages.clientState.running),
    }),
  );
  setAttribute(made, 'title', card.name);
}

/** One that sends on for a consumer is named by both ends; where that has no room, the other end has a line of its own. */
function nameOn({ card, width, size, measure }: ProducerItem): string {
  if (!card.forwards || size !== 'card') return card.name;
  return firstThatFits(measure, 'name', width, [card.name, card.forwards.name]);
}

function stoppedText(card: ProducerCard, messages: SceneMessages): string | null {
  const { state, paused, blockedOn, transaction } = card;
  if (state !== 'running') return messages.clientState[state];
  if (transaction?.phase === 'fenced' || transaction?.phase === 'failed')
    return messages.transaction[transaction.phase];
  if (blockedOn) return messages.blockedOn[blockedOn];
  return paused ? messages.paused : null;
}

/** Of a transaction that is open or ends, from long to short; empty: there is none. */
function transactionTexts({ transaction }: ProducerCard, messages: SceneMessages): string[] {
  const { phase = 'ready', records = 0 } = transaction ?? {};
  if (phase === 'ready' || phase === 'initializing') return [''];
  const word = messages.transaction[phase];
  if (phase !== 'open') return [word];
  return [`${word} · ${messages.records(records)}`, `${word} · ${records}`, `txn · ${records}`];
}

/** On a line: the rate, if it fits between the name and the batches. */
function lineDetail(
  { card, width, batches, messages, measure }: ProducerItem,
  stopped: string | null,
): string {
  const text = stopped ?? messages.rate(card.recordsPerSecond);
  const room = width - batches - measure(card.name, 'name') - 8;
  return stopped || measure(text, 'small') <= room ? text : '';
}

/** Two lines of rate, acks, keys and source: as much as fits, the rate before all. */
function detailLines(item: ProducerItem, stopped: string | null): string[] {
  const { card, width, messages, measure } = item;
  const rate = stopped ?? messages.rate(card.recordsPerSecond);
  // `blocked: buffer full` in two lines, where one is too narrow: why it stands still comes before its acks.
  const [what = '', why] = rate.split(': ');
  if (why && measure(rate, 'detail') > width) return [what, why];
  const acks = `acks=${card.acks}`;
  const keys = card.keys === 'keyed' ? messages.keyed : messages.noKey;
  const source = card.source ? messages.replays(card.source) : null;
  const fits = (text: string): boolean => measure(text, 'detail') <= width;
  const fitting = (...texts: string[]): string => firstThatFits(measure, 'detail', width, texts);
  if (card.forwards) {
    const from = card.forwards.group ?? card.forwards.name;
    const end = nameOn(item) === card.name ? `← ${from}` : `→ ${card.topic}`;
    return [fitting(`${rate} · ${acks}`, rate), fitting(messages.forwards(from), end)];
  }
  if (fits(`${rate} · ${acks}`)) {
    return [`${rate} · ${acks}`, source ? fitting(`${source} · ${keys}`, source) : keys];
  }
  return [source ? fitting(`${rate} · ${source}`, rate) : rate, fitting(`${acks} · ${keys}`, acks)];
}
