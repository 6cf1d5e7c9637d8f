/** A scenario's small picture, drawn from its document: tapes with keys, who reads them, what goes wrong. */
import type { ScenarioDocument } from '../../scenario/schema.ts';

export interface Picture {
  readonly rows: readonly PictureRow[];
  readonly boxes: readonly PictureBox[];
}

export interface PictureRow {
  /** Key numbers, 0 to 7. */
  readonly keys: readonly number[];
  /** Cells at the left that retention has taken. */
  readonly gone: number;
  /** Cells at the right that are lost. */
  readonly lost: number;
  /** Boxes that read it. */
  readonly readers: readonly number[];
}

export interface PictureBox {
  readonly kind: 'member' | 'idle' | 'stopped';
  /** Number of its group's hue; for a broker none. */
  readonly group: number;
  /** A share group's member: it reads every row, beside others. */
  readonly shares?: true;
}

const MOST_ROWS = 3;
const MOST_BOXES = 4;
const CELLS = 16;

export function pictureOf(id: string, document: ScenarioDocument): Picture {
  const [topic] = document.topics ?? [];
  const rowCount = Math.min(MOST_ROWS, topic?.partitions ?? 1);
  const boxes = boxesOf(document, rowCount);
  const isLossy =
    (document.producers ?? []).some(({ configs }) => String(configs?.acks) === '1') && stopsBroker(document);
  const expires = topic?.configs?.['retention.ms'] !== undefined;
  const random = numbersFrom(id);
  const rows = Array.from({ length: rowCount }, (_, row) => ({
    keys: Array.from({ length: CELLS - (random() % 4) }, () => keyOf(random(), row, document)),
    gone: expires ? 3 : 0,
    lost: isLossy && row === 0 ? 3 : 0,
    readers: readersOf(row, boxes),
  }));
  return { rows, boxes };
}

function boxesOf(document: ScenarioDocument, rows: number): PictureBox[] {
  const groups: string[] = [];
  const inGroup = new Map<string, number>();
  const boxes: PictureBox[] = [];
  const added = (document.script ?? []).filter((command) => command.do === 'addConsumer');
  for (const { group, share } of [...(document.consumers ?? []), ...added]) {
    if (typeof group !== 'string') continue;
    if (!groups.includes(group)) groups.push(group);
    const members = inGroup.get(group) ?? 0;
    inGroup.set(group, members + 1);
    const number = groups.indexOf(group);
    if (share) boxes.push({ kind: 'member', group: number, shares: true });
    else boxes.push({ kind: members < rows ? 'member' : 'idle', group: number });
  }
  const shown = boxes.length > MOST_BOXES ? spread(boxes) : boxes;
  if (!stopsBroker(document)) return shown;
  return [{ kind: 'stopped', group: 0 }, ...shown.slice(0, MOST_BOXES - 1)];
}

/** As many of each kind and group as fit. */
function spread(boxes: readonly PictureBox[]): PictureBox[] {
  const ordered = [...boxes].sort((a, b) => a.group - b.group);
  const step = ordered.length / MOST_BOXES;
  return Array.from({ length: MOST_BOXES }, (_, index) => ordered[Math.floor((index + 0.5) * step)]!);
}

function stopsBroker(document: ScenarioDocument): boolean {
  return (document.script ?? []).some((command) => command.do === 'stopBroker');
}

/** Each group reads every row; within it the row's owner is its member of that number, or all share it. */
function readersOf(row: number, boxes: readonly PictureBox[]): number[] {
  const readers: number[] = [];
  for (const group of new Set(boxes.map((box) => box.group))) {
    const members = boxes.flatMap((box, index) =>
      box.group === group && box.kind === 'member' ? [index] : [],
    );
    const sharers = members.filter((index) => boxes[index]?.shares);
    readers.push(...sharers);
    const owner = sharers.length > 0 ? undefined : members[row % Math.max(1, members.length)];
    if (owner !== undefined) readers.push(owner);
  }
  return readers;
}

/** Same key, same row: keys of a row are its own. */
function keyOf(random: number, row: number, document: ScenarioDocument): number {
  const workload = document.producers?.[0]?.workload;
  if (workload?.type === 'data') return row === 0 ? (random % 5 === 0 ? 4 : 0) : 1 + ((random + row) % 3);
  return (row * 3 + (random % 3)) % 7;
}

/** The same picture each time. */
function numbersFrom(text: string): () => number {
  let state = [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
