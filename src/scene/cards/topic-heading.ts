/** A topic's name with what it promises: partitions, copies, how long it keeps records. */
import type { TopicCard } from '../../view/structure.ts';
import { shortDuration } from '../format.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, setAttribute, setClass, setText } from './element.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import { standsFor } from './things.ts';

export interface TopicItem {
  readonly card: TopicCard;
  /** Little room above the rows: smaller letters. */
  readonly small: boolean;
  readonly messages: SceneMessages;
}

/** A heading of the large kind is so tall. */
const LARGE = 28;

export function topicItems({ structure, layout, messages }: CardModel): TopicItem[] {
  return structure.topics.map((card, index) => ({
    card,
    small: (layout.topics[index]?.heading?.height ?? LARGE) < LARGE,
    messages,
  }));
}

export function createTopicHeadings(layer: HTMLElement): Keyed<TopicItem> {
  return createKeyed(layer, { keyOf: ({ card }) => card.name, create, update });
}

function create({ card }: TopicItem): HTMLElement {
  const made = element('div', 'topic-heading', element('div', 'topic-name'), element('div', 'topic-facts'));
  made.setAttribute('role', 'button');
  standsFor(made, { kind: 'topic', name: card.name });
  return made;
}

function update(made: HTMLElement, { card, small, messages }: TopicItem): void {
  setClass(made, 'is-small', small);
  const facts = topicFacts(card, messages);
  setText(made.children[0]!, card.name);
  setText(made.children[1]!, facts.join(' · '));
  setAttribute(made, 'aria-label', messages.spoken.topic({ name: card.name, facts: facts.join(', ') }));
}

function topicFacts(card: TopicCard, messages: SceneMessages): string[] {
  return [
    messages.partitions(card.partitions),
    messages.replicationFactor(card.replicationFactor),
    ...(card.compacted ? [messages.compacted] : []),
    ...(card.compacted && card.retentionMs < 0 ? [] : [kept(card, messages)]),
  ];
}

function kept({ retentionMs }: TopicCard, messages: SceneMessages): string {
  return retentionMs < 0
    ? messages.keepsForEver
    : messages.keeps(shortDuration(retentionMs, messages.painter));
}
