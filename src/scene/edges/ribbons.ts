/**
 * Ribbons from partitions to the members that own them, in the group's hue. One that nobody holds is a short
 * loose end; one that is about to be let go is dashed. In an eager rebalance all of a group's ribbons draw back,
 * in a cooperative one only those that move.
 */
import type { Selection } from '../../view/inspection.ts';
import type { Structure } from '../../view/structure.ts';
import { type Anchor, curveBetween, pathOf } from '../geometry.ts';
import type { Layout, Level } from '../layout/layout.ts';
import { easeInOut } from '../motion.ts';
import { curveUntil } from './curve-part.ts';
import {
  isSameWish,
  isSettled,
  moveRibbon,
  newRibbon,
  type RibbonState,
  type RibbonWish,
  ribbonWishes,
} from './ribbon-state.ts';
import { svgElement } from './svg.ts';

export interface Ribbons {
  /** `atOnce`: nothing moves there from what was shown. */
  update(structure: Structure, atOnce: boolean): void;
  /** Moves them on; true while any is under way. */
  advance(elapsedMs: number): boolean;
  /** `moved`: the layout is another than at the last drawing. */
  draw(layout: Layout, moved: boolean): void;
  /** Ribbons of a member, a partition or a group stand out. */
  light(selection: Selection | null): void;
  setReducedMotion(reduced: boolean): void;
}

interface Ribbon {
  wish: RibbonWish;
  state: RibbonState;
  readonly line: SVGPathElement;
  readonly end: SVGCircleElement;
  dirty: boolean;
}

/** A loose end shows so much of the way. */
const LOOSE_WIDTH = 22;
const WIDTHS: Readonly<Record<Level, number>> = { cells: 3, compact: 2, strips: 1.25, matrix: 0 };

export function createRibbons(layer: SVGGElement): Ribbons {
  let ribbons = new Map<string, Ribbon>();
  let structure: Structure | null = null;
  let reduced = false;

  function create(wish: RibbonWish): Ribbon {
    const line = svgElement('path', 'ribbon');
    const end = svgElement('circle', 'ribbon-end');
    layer.append(line, end);
    return { wish, state: newRibbon(wish), line, end, dirty: true };
  }

  return {
    update(next, atOnce) {
      structure = next;
      const kept = new Map<string, Ribbon>();
      for (const wish of ribbonWishes(next)) {
        const ribbon = ribbons.get(wish.key) ?? create(wish);
        ribbon.dirty ||= !isSameWish(ribbon.wish, wish);
        ribbon.wish = wish;
        if (atOnce) ribbon.state = newRibbon(wish);
        kept.set(wish.key, ribbon);
      }
      for (const [key, { line, end }] of ribbons) {
        if (kept.has(key)) continue;
        line.remove();
        end.remove();
      }
      ribbons = kept;
    },
    advance(elapsedMs) {
      let moving = false;
      for (const ribbon of ribbons.values()) {
        if (isSettled(ribbon.state, ribbon.wish)) continue;
        ribbon.state = reduced ? newRibbon(ribbon.wish) : moveRibbon(ribbon.state, ribbon.wish, elapsedMs);
        ribbon.dirty = true;
        moving = true;
      }
      return moving;
    },
    draw(layout, moved) {
      if (!structure) return;
      const consumers = new Map(structure.consumers.map(({ name }, index) => [name, index]));
      for (const ribbon of ribbons.values()) {
        if (!ribbon.dirty && !moved) continue;
        ribbon.dirty = false;
        drawRibbon(ribbon, layout, structure, consumers);
      }
    },
    light(selection) {
      if (!structure) return;
      for (const { wish, line } of ribbons.values()) {
        line.classList.toggle('is-lit', isOf(wish, selection, structure));
      }
    },
    setReducedMotion(value) {
      reduced = value;
    },
  };
}

function isOf({ row, group, owner }: RibbonWish, selection: Selection | null, structure: Structure): boolean {
  switch (selection?.kind) {
    case 'consumer':
      return owner === selection.name;
    case 'group':
      return structure.groups[group]?.id === selection.name;
    case 'partition': {
      const { topic, partition } = structure.rows[row]!;
      return partition === selection.partition && structure.topics[topic]?.name === selection.topic;
    }
    default:
      return false;
  }
}

function drawRibbon(
  { wish, state, line, end }: Ribbon,
  layout: Layout,
  structure: Structure,
  consumers: ReadonlyMap<string, number>,
): void {
  const from = layout.rows[wish.row]?.out;
  const to = anchorOf(state, wish, layout, consumers);
  const hidden = !from || !to || layout.level === 'matrix';
  line.classList.toggle('is-hidden', hidden);
  const loose = state.reach <= 0;
  end.classList.toggle('is-hidden', hidden || layout.level !== 'cells' || state.reach >= 1);
  if (hidden) return;
  const whole = curveBetween(from, to);
  const least = Math.min(0.5, LOOSE_WIDTH / Math.max(1, Math.hypot(to.x - from.x, to.y - from.y)));
  const shown = curveUntil(whole, least + (1 - least) * easeInOut(state.reach));
  line.setAttribute('d', pathOf(shown));
  line.setAttribute('stroke-width', String(WIDTHS[layout.level]));
  line.dataset.level = layout.level;
  line.dataset.hue = String(structure.groups[wish.group]?.hue ?? 0);
  line.dataset.state = loose ? 'loose' : wish.revoking || state.reach < 1 ? 'moving' : 'held';
  end.dataset.hue = line.dataset.hue;
  end.setAttribute('cx', String(shown.to.x));
  end.setAttribute('cy', String(shown.to.y));
  end.setAttribute('r', '3.5');
}

/** Its member's left edge; a loose end points at the group. */
function anchorOf(
  { owner }: RibbonState,
  { group }: RibbonWish,
  layout: Layout,
  consumers: ReadonlyMap<string, number>,
): Anchor | undefined {
  if (owner === null) return layout.groups[group]?.in;
  const index = consumers.get(owner);
  return index === undefined ? layout.groups[group]?.in : layout.consumers[index]?.in;
}
