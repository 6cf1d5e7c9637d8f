import { describe, expect, it } from 'vitest';
import { type Box, bottom, overlap, right } from '../geometry.ts';
import { type FakeOptions, fakeStructure } from '../testing/fake-frame.ts';
import { layOut } from './lay-out.ts';
import type { Layout, LayoutOptions, TextRole } from './layout.ts';

const SIZES: Record<TextRole, number> = { title: 16, name: 13, detail: 12, small: 11, number: 11 };

/** Widths as of Inter's letters, and of Hangul, which are as wide as high. */
const measure: LayoutOptions['measure'] = (text, role) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u1100' ? 1 : 0.58) * SIZES[role], 0);

const languages: Record<string, LayoutOptions> = {
  en: { measure, leaderText: ({ leader }) => `broker ${leader}` },
  ko: { measure, leaderText: ({ leader }) => `브로커 ${leader}` },
};

const stages = {
  'a phone': { width: 390, height: 640 },
  'a small desk': { width: 1024, height: 620 },
  'a small desk between open panels': { width: 784, height: 620 },
  'a desk': { width: 1440, height: 760 },
};

const clusters: Partial<FakeOptions>[] = [
  { producers: 1, consumers: 1, groups: 1 },
  { producers: 3, consumers: 5, groups: 2, benched: 2 },
  { producers: 6, consumers: 9, groups: 4, topics: 2, brokers: 9, benched: 5, longNames: true },
  { producers: 32, consumers: 32, groups: 1 },
  { producers: 0, consumers: 0, groups: 0, brokers: 1 },
];

/** Everything that text stands in. */
function labels(layout: Layout): [string, Box][] {
  const found: [string, Box | null][] = [
    ...Object.entries(layout.headings).map(([name, box]): [string, Box | null] => [`heading ${name}`, box]),
    ...layout.topics.map(({ key, heading }): [string, Box | null] => [`topic ${key}`, heading]),
    ...layout.producers.map(({ key, box }): [string, Box] => [`producer ${key}`, box]),
    ...layout.groups.map(({ key, header }): [string, Box] => [`group ${key}`, header]),
    ...layout.consumers.map(({ key, box }): [string, Box] => [`consumer ${key}`, box]),
    ...layout.brokers.map(({ key, box }): [string, Box] => [key, box]),
    ['bench', layout.benchLabel],
    ['tray', layout.tray],
    ['new group', layout.newGroupSlot],
    ...layout.rows.flatMap(({ key, label, captions, tape, lanes }): [string, Box | null][] => [
      [`label ${key}`, label],
      [`captions ${key}`, captions],
      [`tape ${key}`, tape],
      ...(layout.level === 'strips'
        ? []
        : lanes.map(({ box, group }): [string, Box] => [`lane ${key} ${group}`, box])),
    ]),
  ];
  return found.flatMap(([name, box]): [string, Box][] => (box ? [[name, box]] : []));
}

function overlapping(boxes: readonly [string, Box][]): string[] {
  const byTop = [...boxes].sort(([, a], [, b]) => a.y - b.y);
  return byTop.flatMap(([name, box], at) => {
    const clashes: string[] = [];
    for (let next = at + 1; next < byTop.length && byTop[next]![1].y < bottom(box); next++) {
      if (overlap(box, byTop[next]![1])) clashes.push(`${name} and ${byTop[next]![0]}`);
    }
    return clashes;
  });
}

describe.each(Object.entries(stages))('on %s', (_, size) => {
  describe.each(Object.entries(languages))('in %s', (language, options) => {
    it.each([1, 3, 12, 32, 100, 900])(
      'labels do not overlap and stay in the world at %i partitions',
      (partitions) => {
        for (const cluster of clusters) {
          const structure = fakeStructure({ ...cluster, partitions });
          const layout = layOut(structure, size, options);
          const boxes = labels(layout);
          expect(overlapping(boxes), JSON.stringify(cluster)).toEqual([]);
          const outside = boxes.filter(
            ([, box]) => box.x < 0 || box.y < 0 || right(box) > layout.width || bottom(box) > layout.height,
          );
          expect(outside, JSON.stringify(cluster)).toEqual([]);
          expect(boxes.filter(([, { width, height }]) => !(width > 0 && height > 0))).toEqual([]);
        }
      },
    );

    it('a label is as wide as its text', () => {
      const structure = fakeStructure({ partitions: 12 });
      const layout = layOut(structure, size, options);
      layout.rows.forEach(({ label, labelForm }, row) => {
        const wanted = labelForm !== 'name' ? options.leaderText(structure.rows[row]!) : `P${row}`;
        expect(label!.width, language).toBeGreaterThanOrEqual(measure(wanted, 'detail'));
      });
    });
  });
});

it('tapes take at least 60 % of a desk, also between open panels', () => {
  for (const options of Object.values(languages)) {
    for (const width of [784, 872, 1024, 1100, 1280, 1440, 1920]) {
      for (const partitions of [1, 3, 12, 32, 100]) {
        const layout = layOut(fakeStructure({ partitions }), { width, height: 760 }, options);
        expect(layout.rows[0]!.tape.width / layout.width, `${width} px`).toBeGreaterThanOrEqual(0.6);
      }
    }
  }
});

it('shows less of each row the more rows there are', () => {
  const levels = [1, 3, 8, 12, 32, 100, 300, 900].map(
    (partitions) => layOut(fakeStructure({ partitions }), stages['a desk'], languages.en!).level,
  );
  expect(levels).toEqual(['cells', 'cells', 'cells', 'compact', 'compact', 'strips', 'strips', 'matrix']);
});

it('fits what it holds into the stage while that can be read', () => {
  for (const partitions of [1, 3, 12, 32]) {
    const structure = fakeStructure({ partitions, producers: 32, consumers: 32 });
    const { width, height } = layOut(structure, stages['a desk'], languages.en!);
    expect(height / width).toBeLessThanOrEqual(760 / 1440 + 0.001);
  }
});

it('lays out what is a little too tall for a larger stage of the same shape', () => {
  const structure = fakeStructure({ partitions: 100, producers: 12, consumers: 32, groups: 2, topics: 3 });
  const layout = layOut(structure, stages['a desk'], languages.en!);
  expect(layout.width).toBeGreaterThan(1440);
  expect(layout.height / layout.width).toBeCloseTo(760 / 1440, 2);
});

it('lays out little for a smaller one', () => {
  const layout = layOut(
    fakeStructure({ partitions: 1, producers: 1, consumers: 1 }),
    stages['a desk'],
    languages.en!,
  );
  expect(layout.width).toBeLessThan(1440);
});

it('puts members inside of their groups, and others on the bench', () => {
  const structure = fakeStructure({ consumers: 7, groups: 2, benched: 3 });
  const layout = layOut(structure, stages['a desk'], languages.en!);
  layout.consumers.forEach(({ box, place, ring }) => {
    const home = place === 'bench' ? layout.bench : layout.groups[place]!.box;
    expect(
      box.x >= home.x && box.y >= home.y && right(box) <= right(home) && bottom(box) <= bottom(home),
    ).toBe(true);
    if (ring) expect(overlap(ring, box)).toBe(true);
  });
  expect(layout.consumers.filter(({ place }) => place === 'bench')).toHaveLength(3);
});

it('seats a consumer whose group is not listed on the bench', () => {
  const structure = fakeStructure({ consumers: 2 });
  const layout = layOut({ ...structure, groups: [] }, stages['a desk'], languages.en!);
  expect(layout.consumers.map(({ place }) => place)).toEqual(['bench', 'bench']);
});
