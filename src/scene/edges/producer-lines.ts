/** Faint lines from each producer to the partitions of its topic: one path a producer, as long as it has rows. */
import type { Selection } from '../../view/inspection.ts';
import type { Structure } from '../../view/structure.ts';
import { curveBetween, pathOf } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import { svgElement } from './svg.ts';

export interface ProducerLines {
  /** Does nothing while all it depends on is as before. */
  draw(structure: Structure, layout: Layout): void;
  /** Lines of a producer stand out. */
  light(selection: Selection | null, structure: Structure): void;
}

/** Where the lines of all producers meet, so much of the ground still shows through: more, the more there are. */
const showsThrough = (producers: number): number => Math.min(0.62, 0.06 + producers * 0.022);

export function createProducerLines(layer: SVGGElement): ProducerLines {
  let paths: SVGPathElement[] = [];
  let drawnLayout: Layout | null = null;
  let drawnClients = '';

  return {
    draw(structure, layout) {
      const clients = structure.producers.map(({ topic, state }) => `${topic} ${state}`).join();
      if (layout === drawnLayout && clients === drawnClients) return;
      drawnLayout = layout;
      drawnClients = clients;
      const drawn = structure.producers.map((_, index) => linesOf(structure, layout, index));
      while (paths.length < drawn.length) {
        const path = svgElement('path', 'producer-lines');
        layer.append(path);
        paths.push(path);
      }
      for (const path of paths.slice(drawn.length)) path.remove();
      paths = paths.slice(0, drawn.length);
      const strength = 1 - showsThrough(drawn.length) ** (1 / Math.max(1, drawn.length));
      drawn.forEach(({ d, away }, index) => {
        const path = paths[index]!;
        path.setAttribute('d', d);
        path.style.setProperty('--strength', String(away ? strength / 2 : strength));
      });
    },
    light(selection, { producers }) {
      paths.forEach((path, index) => {
        const name = producers[index]?.name;
        path.classList.toggle('is-lit', selection?.kind === 'producer' && selection.name === name);
      });
    },
  };
}

function linesOf(
  { producers, topics }: Structure,
  layout: Layout,
  index: number,
): { d: string; away: boolean } {
  const producer = producers[index]!;
  const from = layout.producers[index]?.out;
  const topic = topics.find(({ name }) => name === producer.topic);
  const away = producer.state !== 'running';
  if (!from || !topic || layout.level === 'matrix') return { d: '', away };
  const rows = layout.rows.slice(topic.firstRow, topic.firstRow + topic.partitions);
  return { d: rows.map((row) => pathOf(curveBetween(from, row.in))).join(''), away };
}
