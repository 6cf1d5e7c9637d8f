/** All cards, labels and headings: updated when the structure or the words change, placed when things move. */
import type { Selection } from '../../view/inspection.ts';
import type { Layout } from '../layout/layout.ts';
import { createBench } from './bench.ts';
import { brokerItems, createBrokerCards } from './broker-card.ts';
import { consumerItems, createConsumerCards } from './consumer-card.ts';
import { place, setAttribute, setClass } from './element.ts';
import { createGroupBoxes, createGroupHeaders, groupItems, placeGroup } from './group-box.ts';
import type { CardModel } from './model.ts';
import { createProducerCards, producerItems } from './producer-card.ts';
import { createRows, placeRow, rowItems } from './row-label.ts';
import { createSectionHeadings } from './section-headings.ts';
import { createSections } from './sections.ts';
import { isSameThing, thingOf } from './things.ts';
import { createTopicHeadings, topicItems } from './topic-heading.ts';

export interface Cards {
  update(model: CardModel): void;
  place(layout: Layout): void;
  select(selection: Selection | null): void;
  elementOf(selection: Selection): HTMLElement | undefined;
  consumer(name: string): HTMLElement | undefined;
  group(id: string): HTMLElement | undefined;
  readonly tray: HTMLElement;
  readonly bench: HTMLElement;
  readonly slot: HTMLElement;
}

/** `back` lies under the lines, `front` above them. */
export function createCards(back: HTMLElement, front: HTMLElement): Cards {
  const headings = createSectionHeadings(front);
  const sections = createSections(front);
  const { layer } = sections;
  const producers = createProducerCards(layer.producers);
  const topics = createTopicHeadings(layer.topics);
  const rows = createRows(layer.topics);
  const groupBoxes = createGroupBoxes(back);
  const groupHeaders = createGroupHeaders(layer.groups);
  const consumers = createConsumerCards(layer.groups);
  const brokers = createBrokerCards(layer.brokers);
  const bench = createBench(back, layer.groups);
  const things = [producers, topics, rows, groupHeaders, consumers, brokers];
  let selected: Selection | null = null;

  const elementOf = (selection: Selection): HTMLElement | undefined => {
    for (const kind of things) {
      const found = kind.elements().find((each) => isSameThing(thingOf(each), selection));
      if (found) return found;
    }
    return undefined;
  };

  const showSelection = (): void => {
    for (const kind of things) {
      for (const each of kind.elements()) {
        const is = isSameThing(thingOf(each), selected);
        setClass(each, 'is-selected', is);
        setAttribute(each, 'aria-pressed', String(is));
      }
    }
  };

  return {
    update(model) {
      const { layout, messages } = model;
      const changed = [
        producers.join(producerItems(model)),
        topics.join(topicItems(model)),
        rows.join(rowItems(model)),
        groupHeaders.join(groupItems(model)),
        consumers.join(consumerItems(model)),
        brokers.join(brokerItems(model)),
      ];
      groupBoxes.join(groupItems(model));
      headings.update(messages, layout);
      bench.update(model);
      sections.update(messages);
      if (!changed.includes(true)) return;
      sections.refresh();
      showSelection();
    },
    place(layout) {
      headings.place(layout);
      bench.place(layout);
      const placeAll = (
        kind: { elements(): readonly HTMLElement[] },
        boxes: Layout['producers' | 'brokers' | 'consumers'],
      ) => {
        kind.elements().forEach((each, at) => {
          const laid = boxes[at];
          if (laid) place(each, laid.box);
        });
      };
      placeAll(producers, layout.producers);
      placeAll(brokers, layout.brokers);
      placeAll(consumers, layout.consumers);
      topics.elements().forEach((each, at) => {
        const heading = layout.topics[at]?.heading ?? null;
        each.hidden = heading === null;
        if (heading) place(each, heading);
      });
      rows.elements().forEach((each, at) => {
        const laid = layout.rows[at];
        if (laid) placeRow(each, laid);
      });
      const headers = groupHeaders.elements();
      groupBoxes.elements().forEach((each, at) => {
        const laid = layout.groups[at];
        if (laid) placeGroup(each, headers[at]!, laid);
      });
    },
    select(selection) {
      selected = selection;
      showSelection();
    },
    elementOf,
    consumer: (name) => consumers.get(name),
    group: (id) => groupBoxes.get(id),
    tray: bench.tray,
    bench: bench.bench,
    slot: bench.slot,
  };
}
