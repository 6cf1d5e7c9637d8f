/** The partitions that a member owns, drawn as planned. */
import type { Chip, ChipPlan } from './chip-plan.ts';
import { element } from './element.ts';

export function drawChips(target: HTMLElement, { chips, perLine }: ChipPlan): void {
  const drawn = `${perLine}:${chips.map(({ text, kind }) => `${text} ${kind}`).join()}`;
  if (target.dataset.drawn === drawn) return;
  target.dataset.drawn = drawn;
  target.style.setProperty('--per-line', String(perLine));
  target.replaceChildren(...chips.map(chipElement));
}

function chipElement({ text, kind }: Chip): HTMLElement {
  return element('span', `chip is-${kind}`, text);
}
