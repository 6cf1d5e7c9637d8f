/**
 * A consumer, in a group or on the bench: its name, the partitions it owns, how fast it reads or why it does not.
 * In a rebalance its second line says what it does, and its chips show what it let go of and what it gained.
 * The painter draws its heartbeat ring and its work.
 */
import type { ConsumerCard } from '../../view/structure.ts';
import type { ConsumerBox } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { drawChips } from './chips.ts';
import { element, setAttribute, setClass, setOneOf, setText } from './element.ts';
import type { Measure } from './fit-text.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import { arrangeMember } from './member-arrangement.ts';
import type { CardModel } from './model.ts';
import type { MemberView } from './rebalance-view.ts';
import { createStepIcon, drawStep } from './step-icon.ts';
import { standsFor } from './things.ts';

export interface ConsumerItem {
  readonly card: ConsumerCard;
  readonly view: MemberView;
  readonly hue: number;
  readonly box: ConsumerBox;
  readonly chipTexts: readonly string[];
  readonly messages: SceneMessages;
  readonly measure: Measure;
}

export function createConsumerCards(layer: HTMLElement): Keyed<ConsumerItem> {
  return createKeyed(layer, { keyOf: ({ card }) => card.name, create, update });
}

export function consumerItems(model: CardModel): ConsumerItem[] {
  const { structure, layout, messages, rebalance, chipTexts, measure } = model;
  const hues = new Map(structure.groups.map(({ id, hue }) => [id, hue]));
  return structure.consumers.flatMap((card, index) => {
    const box = layout.consumers[index];
    if (!box) return [];
    const hue = hues.get(card.group ?? '') ?? -1;
    return [{ card, view: rebalance.members[index]!, hue, box, chipTexts, messages, measure }];
  });
}

function create({ card }: ConsumerItem): HTMLElement {
  const made = element(
    'div',
    'card consumer-card',
    element('div', 'card-name'),
    element('div', 'card-detail', createStepIcon(), element('span', '')),
    element('div', 'chips'),
  );
  made.setAttribute('role', 'button');
  made.dataset.holdsPointer = '';
  made.dataset.consumer = card.name;
  standsFor(made, { kind: 'consumer', name: card.name });
  return made;
}

function update(made: HTMLElement, item: ConsumerItem): void {
  const { card, view, hue, box, chipTexts, messages, measure } = item;
  const [name, detail, chips] = made.children;
  const { text, tone } = detailOf(item);
  const texts = { name: card.name, detail: text, hasIcon: view.step !== null };
  const arrangement = arrangeMember(box, view.chips, chipTexts, texts, measure);
  setOneOf(made, 'size', box.size);
  setOneOf(made, 'hue', String(hue));
  setOneOf(made, 'state', card.state);
  setOneOf(made, 'tone', tone);
  setOneOf(made, 'chips', view.chips.length === 0 ? 'none' : arrangement.place);
  setClass(made, 'is-benched', box.place === 'bench');
  setClass(made, 'is-narrow', (box.ring?.width ?? 20) < 20);
  setText(name!, card.name);
  drawStep(detail!.firstElementChild as SVGSVGElement, box.size === 'card' ? view.step : null);
  setText(detail!.lastElementChild!, arrangement.words ? text : '');
  drawChips(chips as HTMLElement, arrangement.chips);
  setAttribute(made, 'title', arrangement.words ? null : `${card.name}: ${text}`);
  setAttribute(
    made,
    'aria-label',
    messages.spoken.consumer({
      name: card.name,
      group: card.group,
      owns: card.owned.map((row) => chipTexts[row] ?? '').join(', '),
      perSecond: card.recordsPerSecond,
      status: tone === 'plain' ? '' : text,
    }),
  );
}

interface Detail {
  readonly text: string;
  /** How it is coloured: as a number, as something about to happen, as something lost. */
  readonly tone: 'plain' | 'about-to' | 'lost';
}

function detailOf({ card, view, messages }: ConsumerItem): Detail {
  if (card.state !== 'running' && card.idle !== 'bench') {
    return { text: messages.clientState[card.state], tone: 'lost' };
  }
  if (view.step) return { text: messages.memberStep[view.step], tone: 'about-to' };
  if (card.idle && card.idle !== 'caught-up') {
    return { text: messages.idle[card.idle], tone: card.idle === 'bench' ? 'plain' : 'about-to' };
  }
  if (card.byHand) return { text: messages.byHand, tone: 'plain' };
  return { text: messages.rate(card.recordsPerSecond), tone: 'plain' };
}
