/**
 * How a consumer's card uses its room: name and detail with the chips beside them; or, where they would cut the
 * name, the name on a line of its own, and below it the chips with what still fits of the detail.
 */
import type { ConsumerBox } from '../layout/layout.ts';
import { type ChipPlan, type ChipRoom, NO_CHIPS, planChips } from './chip-plan.ts';
import type { Measure } from './fit-text.ts';
import type { ChipView } from './rebalance-view.ts';

export interface MemberArrangement {
  readonly place: 'beside' | 'below';
  readonly chips: ChipPlan;
  /** Whether the detail's words fit; its picture always does. */
  readonly words: boolean;
}

/** As in the style sheet. */
const GAP = 6;
const RIGHT = 8;
const ICON = 15;
const CHIP_LINE = 20;
const CARD_CHIP = { padding: 9, least: 22 };
const LINE_CHIP = { padding: 6, least: 17 };

export interface MemberTexts {
  readonly name: string;
  readonly detail: string;
  readonly hasIcon: boolean;
}

export function arrangeMember(
  { box, size, ring }: ConsumerBox,
  views: readonly ChipView[],
  chipTexts: readonly string[],
  { name, detail, hasIcon }: MemberTexts,
  measure: Measure,
): MemberArrangement {
  if (size === 'bar') return { place: 'beside', chips: NO_CHIPS, words: false };
  const left = ring ? ring.x + ring.width - box.x + GAP : 10;
  const inner = box.width - left - RIGHT;
  const plan = (room: Pick<ChipRoom, 'width' | 'lines'>): ChipPlan =>
    planChips(views, chipTexts, { ...room, ...(size === 'card' ? CARD_CHIP : LINE_CHIP) }, measure);
  if (size === 'line') {
    const width = Math.max(inner * 0.3, inner - GAP - measure(name, 'small') * 1.05);
    return { place: 'beside', chips: plan({ width, lines: 1 }), words: false };
  }
  const nameWidth = measure(name, 'name');
  const detailWidth = measure(detail, 'detail') + (hasIcon ? ICON : 0);
  const lines = Math.max(1, Math.floor((box.height - 6) / CHIP_LINE));
  const beside = plan({ width: inner - GAP - nameWidth, lines });
  const room = inner - (beside.width ? beside.width + GAP : 0);
  const fits = beside.width <= inner - GAP - nameWidth && !beside.cut;
  if (beside === NO_CHIPS || (fits && detailWidth <= room)) {
    return { place: 'beside', chips: beside, words: beside === NO_CHIPS || detailWidth <= room };
  }
  const below = plan({ width: inner - (hasIcon ? ICON : 0), lines: 1 });
  return { place: 'below', chips: below, words: detailWidth + GAP + below.width <= inner };
}
