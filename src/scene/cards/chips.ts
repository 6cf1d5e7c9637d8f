/** The partitions that a member owns, as chips at the right of its card. */
import type { ConsumerBox } from '../layout/layout.ts';
import { type Chip, type ChipPlan, type ChipRoom, planChips } from './chip-plan.ts';
import { element } from './element.ts';
import type { Measure } from './fit-text.ts';
import type { ChipView } from './rebalance-view.ts';

/** What the card needs beside name and chips: paddings and the gap between them. */
const SPARE = 24;
const CHIP_LINE = 20;

export function chipRoom({ box, size, ring }: ConsumerBox, nameWidth: number): ChipRoom {
  const taken = (ring ? ring.x + ring.width - box.x : 4) + SPARE;
  const room = box.width - taken;
  // A long name gives way to the chips, down to half of what they share.
  const width = Math.max(0, room - Math.min(nameWidth, room * 0.62));
  if (size === 'card') {
    return { width, lines: Math.max(1, Math.floor((box.height - 4) / CHIP_LINE)), padding: 11, least: 22 };
  }
  return { width, lines: size === 'line' ? 1 : 0, padding: 5, least: 16 };
}

export function drawChips(
  target: HTMLElement,
  views: readonly ChipView[],
  texts: readonly string[],
  room: ChipRoom,
  measure: Measure,
): void {
  draw(target, planChips(views, texts, room, measure));
}

function draw(target: HTMLElement, { chips, perLine }: ChipPlan): void {
  const drawn = `${perLine}:${chips.map(({ text, kind }) => `${text} ${kind}`).join()}`;
  if (target.dataset.drawn === drawn) return;
  target.dataset.drawn = drawn;
  target.style.setProperty('--per-line', String(perLine));
  target.replaceChildren(...chips.map(chipElement));
}

function chipElement({ text, kind }: Chip): HTMLElement {
  return element('span', `chip is-${kind}`, text);
}
