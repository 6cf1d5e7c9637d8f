/**
 * When a partition's leader moves, its chip glides in ink from the old leader's card to the new one's, and the
 * partition's label stays marked for a while: the eye sees where the lead went.
 */
import type { Structure } from '../../view/structure.ts';
import type { Point } from '../geometry.ts';
import { easeInOut } from '../motion.ts';
import type { Cards } from './cards.ts';
import { element, setClass } from './element.ts';
import type { LeaderChange } from './leader-changes.ts';

export interface LeaderMoves {
  begin(changes: readonly LeaderChange[], structure: Structure, chipTexts: readonly string[]): void;
  /** True while any chip glides. */
  advance(now: number): boolean;
  setReducedMotion(reduced: boolean): void;
  destroy(): void;
}

interface Glide {
  readonly chip: HTMLElement;
  readonly from: Point;
  readonly to: Point;
  startedAt: number | null;
}

const GLIDE_MS = 900;
const MARKED_MS = 4000;
/** More at once nobody follows. */
const MOST = 24;

/** `toWorld`: of a point of the page. */
export function createLeaderMoves(
  cards: Cards,
  overlay: HTMLElement,
  toWorld: (clientX: number, clientY: number) => Point,
): LeaderMoves {
  let glides: Glide[] = [];
  let reduced = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function mark(target: HTMLElement): void {
    setClass(target, 'is-new-leader', true);
    const timer = setTimeout(() => {
      timers.delete(timer);
      setClass(target, 'is-new-leader', false);
    }, MARKED_MS);
    timers.add(timer);
  }

  function placeOf(broker: number, row: number): Point | null {
    const card = cards.elementOf({ kind: 'broker', id: broker });
    const target = card?.querySelector(`[data-row="${row}"]`) ?? card;
    if (!target) return null;
    const { left, top } = target.getBoundingClientRect();
    return toWorld(left, top);
  }

  function glide({ row, from, to }: LeaderChange, text: string): void {
    const start = placeOf(from, row);
    const end = placeOf(to, row);
    if (!start || !end) return;
    const chip = element('span', 'chip replica is-leader gliding-chip', text);
    overlay.append(chip);
    glides.push({ chip, from: start, to: end, startedAt: null });
  }

  return {
    begin(changes, { rows, topics }, chipTexts) {
      for (const change of changes) {
        const { topic, partition } = rows[change.row]!;
        const label = cards.elementOf({
          kind: 'partition',
          topic: topics[topic]?.name ?? '',
          partition,
        });
        if (label) mark(label);
      }
      if (reduced || changes.length > MOST) return;
      for (const change of changes) if (change.from >= 0) glide(change, chipTexts[change.row] ?? '');
    },
    advance(now) {
      for (const { chip, from, to, startedAt } of glides) {
        const t = startedAt === null ? 0 : Math.min(1, (now - startedAt) / GLIDE_MS);
        const eased = easeInOut(t);
        const x = from.x + (to.x - from.x) * eased;
        // An arc, so that it does not hide behind the cards in between.
        const y = from.y + (to.y - from.y) * eased - 46 * Math.sin(Math.PI * eased);
        chip.style.transform = `translate(${x}px, ${y}px)`;
        if (t >= 1) chip.remove();
      }
      for (const each of glides) each.startedAt ??= now;
      glides = glides.filter(({ chip }) => chip.isConnected);
      return glides.length > 0;
    },
    setReducedMotion(value) {
      reduced = value;
    },
    destroy() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
