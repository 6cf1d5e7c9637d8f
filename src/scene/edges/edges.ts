/** The lines between cards, as SVG in the world: from producers to partitions, from partitions to members. */
import type { Selection } from '../../view/inspection.ts';
import type { Structure } from '../../view/structure.ts';
import type { Layout } from '../layout/layout.ts';
import { createProducerLines } from './producer-lines.ts';
import { createRibbons } from './ribbons.ts';
import { svgElement } from './svg.ts';

export interface Edges {
  /** `atOnce`: nothing moves there from what was shown. */
  update(structure: Structure, atOnce: boolean): void;
  advance(elapsedMs: number): boolean;
  draw(layout: Layout): void;
  /** Lines of the thing that is pointed at or selected stand out. */
  light(selection: Selection | null): void;
  setReducedMotion(reduced: boolean): void;
}

export function createEdges(layer: HTMLElement): Edges {
  const svg = svgElement('svg', 'scene-edges');
  svg.setAttribute('aria-hidden', 'true');
  const linesLayer = svgElement('g', '');
  const ribbonsLayer = svgElement('g', '');
  svg.append(linesLayer, ribbonsLayer);
  layer.append(svg);
  const lines = createProducerLines(linesLayer);
  const ribbons = createRibbons(ribbonsLayer);
  let structure: Structure | null = null;
  let drawn: Layout | null = null;
  let lit: Selection | null = null;
  /** Lines may have come since. */
  let unlit = false;

  function light(): void {
    if (!structure) return;
    unlit = false;
    lines.light(lit, structure);
    ribbons.light(lit);
  }

  return {
    update(next, atOnce) {
      structure = next;
      ribbons.update(next, atOnce);
      unlit = true;
    },
    advance: (elapsedMs) => ribbons.advance(elapsedMs),
    draw(layout) {
      if (!structure) return;
      const moved = layout !== drawn;
      if (moved) {
        svg.setAttribute('width', String(Math.ceil(layout.width)));
        svg.setAttribute('height', String(Math.ceil(layout.height)));
      }
      lines.draw(structure, layout);
      ribbons.draw(layout, moved);
      drawn = layout;
      if (unlit) light();
    },
    light(selection) {
      lit = selection;
      light();
    },
    setReducedMotion: (reduced) => ribbons.setReducedMotion(reduced),
  };
}
