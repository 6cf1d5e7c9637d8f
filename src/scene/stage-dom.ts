/**
 * The elements that the stage is made of, from the ground up: group boxes, lines, cards, the painter's canvases,
 * and what hands hold. All but the viewport are in the world, which the camera moves.
 */
import { element } from './cards/element.ts';

export interface StageDom {
  readonly viewport: HTMLElement;
  readonly world: HTMLElement;
  readonly back: HTMLElement;
  readonly lines: HTMLElement;
  readonly cards: HTMLElement;
  readonly canvases: HTMLElement;
  readonly overlay: HTMLElement;
  remove(): void;
}

export function createStageDom(host: HTMLElement): StageDom {
  const back = element('div', 'scene-layer scene-back');
  const lines = element('div', 'scene-layer scene-lines');
  const cards = element('div', 'scene-layer scene-cards');
  const canvases = element('div', 'scene-layer scene-canvases');
  const overlay = element('div', 'scene-layer scene-overlay');
  back.setAttribute('aria-hidden', 'true');
  overlay.setAttribute('aria-hidden', 'true');
  const world = element('div', 'scene-world', back, lines, cards, canvases, overlay);
  const viewport = element('div', 'scene', world);
  host.append(viewport);
  return { viewport, world, back, lines, cards, canvases, overlay, remove: () => viewport.remove() };
}
