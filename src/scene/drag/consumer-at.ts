/** The same layout, but with one consumer's card elsewhere, with all that belongs to it. */
import type { Box } from '../geometry.ts';
import type { ConsumerBox, Layout } from '../layout/layout.ts';

export function withConsumerAt(layout: Layout, index: number, at: Box): Layout {
  return {
    ...layout,
    consumers: layout.consumers.map((each, place) => (place === index ? movedTo(each, at) : each)),
  };
}

function movedTo(consumer: ConsumerBox, at: Box): ConsumerBox {
  const dx = at.x - consumer.box.x;
  const dy = at.y - consumer.box.y;
  const { box, in: entry, ring } = consumer;
  return {
    ...consumer,
    box: { ...box, x: at.x, y: at.y },
    in: { ...entry, x: entry.x + dx, y: entry.y + dy },
    ring: ring && { ...ring, x: ring.x + dx, y: ring.y + dy },
  };
}
