/**
 * Where the timeline's marks go: neighbours nearer than a finger's breadth are one, and those that matter most get
 * a label, if it touches no other.
 */
import type { Mark, MarkKind } from '../../view/codes.ts';
import { type ViewAxis, viewedAt } from './view-axis.ts';

export interface PlacedMark {
  readonly x: number;
  /** Oldest first; more than one where they would overlap. */
  readonly marks: readonly Mark[];
  /** The one that gives it its look: the most important. */
  readonly main: Mark;
  readonly label: { readonly text: string; readonly anchor: 'start' | 'middle' | 'end' } | null;
}

export interface MarkRoom {
  readonly axis: ViewAxis;
  readonly spanMs: number;
  readonly width: number;
  readonly labelOf: (mark: Mark) => string;
  readonly widthOf: (label: string) => number;
}

const NEAREST = 10;
const LABEL_GAP = 10;

/** What one looks for first. */
const WEIGHT: Readonly<Record<MarkKind, number>> = {
  'record-lost': 9,
  'broker-stopped': 8,
  action: 7,
  'request-refused': 7,
  'segment-expired': 6,
  'broker-started': 6,
  'offset-reset': 6,
  'group-offsets-reset': 6,
  'position-truncated': 6,
  'member-removed': 5,
  'consumer-failed': 7,
  rebalance: 5,
  'send-failed': 6,
  'log-truncated': 5,
  'record-out-of-order': 6,
  'producer-fenced': 7,
  'producer-failed': 7,
  'transaction-timed-out': 6,
  'transaction-aborted': 3,
  'batch-split': 4,
  'log-cleaned': 4,
  'leader-elected': 4,
  'record-redelivered': 4,
  'isr-shrunk': 3,
  'group-stable': 2,
  'isr-grown': 1,
};

export function placeMarks(marks: readonly Mark[], room: MarkRoom): PlacedMark[] {
  const clusters = cluster(marks, ({ atUs }) => (viewedAt(room.axis, atUs) / room.spanMs) * room.width);
  const labels = placeLabels(clusters, room);
  return clusters.map((each, index) => ({ ...each, label: labels.get(index) ?? null }));
}

type Cluster = Omit<PlacedMark, 'label'>;

function cluster(marks: readonly Mark[], xOf: (mark: Mark) => number): Cluster[] {
  const clusters: Cluster[] = [];
  for (const mark of marks) {
    const x = xOf(mark);
    const last = clusters.at(-1);
    if (last && x - last.x < NEAREST) {
      const main = WEIGHT[mark.kind] > WEIGHT[last.main.kind] ? mark : last.main;
      clusters[clusters.length - 1] = { x: last.x, marks: [...last.marks, mark], main };
    } else clusters.push({ x, marks: [mark], main: mark });
  }
  return clusters;
}

function placeLabels(clusters: readonly Cluster[], room: MarkRoom): Map<number, PlacedMark['label']> {
  const order = clusters
    .map((_, index) => index)
    .sort((a, b) => weightOf(clusters[b]!) - weightOf(clusters[a]!) || b - a);
  const taken: { from: number; to: number }[] = [];
  const labels = new Map<number, PlacedMark['label']>();
  for (const index of order) {
    const { x, main } = clusters[index]!;
    const text = room.labelOf(main);
    const width = room.widthOf(text);
    const anchor = x < width / 2 ? 'start' : x > room.width - width / 2 ? 'end' : 'middle';
    const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    if (taken.some((other) => from < other.to + LABEL_GAP && other.from < from + width + LABEL_GAP)) continue;
    taken.push({ from, to: from + width });
    labels.set(index, { text, anchor });
  }
  return labels;
}

function weightOf({ main }: Cluster): number {
  return WEIGHT[main.kind] + (main.author === 'you' ? 3 : 0);
}
