/** The partitions that a member owns: as many chips as have room, and the number of the others. */
import type { ConsumerBox } from '../layout/layout.ts';
import { element } from './element.ts';
import type { ChipView } from './rebalance-view.ts';

const CHIP_WIDTH = 27;
const CHIP_HEIGHT = 20;
/** The name keeps at least so much of a card. */
const NAME_WIDTH = 72;

export interface ChipRoom {
  readonly perLine: number;
  readonly lines: number;
}

export function chipRoom({ box, size, ring }: ConsumerBox): ChipRoom {
  if (size === 'bar') return { perLine: 0, lines: 0 };
  const taken = (ring ? ring.x + ring.width - box.x : 0) + NAME_WIDTH + 18;
  const perLine = Math.max(1, Math.floor((box.width - taken) / CHIP_WIDTH));
  return { perLine, lines: size === 'card' ? Math.max(1, Math.floor((box.height - 4) / CHIP_HEIGHT)) : 1 };
}

export function drawChips(
  target: HTMLElement,
  chips: readonly ChipView[],
  texts: readonly string[],
  { perLine, lines }: ChipRoom,
): void {
  const most = perLine * lines;
  const shown = chips.length <= most ? chips : chips.slice(0, Math.max(0, most - 1));
  const rest = chips.length - shown.length;
  const drawn = `${shown.map(({ row, kind }) => `${texts[row]}${kind}`).join()}+${rest}/${perLine}`;
  if (target.dataset.drawn === drawn) return;
  target.dataset.drawn = drawn;
  target.style.setProperty(
    '--per-line',
    String(Math.max(1, Math.min(perLine, shown.length + (rest ? 1 : 0)))),
  );
  target.replaceChildren(
    ...shown.map(({ row, kind }) => element('span', `chip is-${kind}`, texts[row] ?? '')),
    ...(rest > 0 && most > 0 ? [element('span', 'chip is-rest', `+${rest}`)] : []),
  );
}
