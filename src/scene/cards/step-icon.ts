/** A picture for each thing that a member does in a rebalance: twelve by twelve, drawn in lines. */
import { svgElement } from '../edges/svg.ts';
import type { MemberStep } from '../scene-messages.ts';

const HOURGLASS =
  'M3 1.5h6M3 10.5h6M3.5 1.5c0 3 2.5 3 2.5 4.5S3.5 7.5 3.5 10.5M8.5 1.5c0 3-2.5 3-2.5 4.5s2.5 1.5 2.5 4.5';

const PATHS: Readonly<Record<MemberStep, string>> = {
  'finds-coordinator': 'M8 5a3 3 0 1 1-6 0a3 3 0 0 1 6 0M7.3 7.3L10.5 10.5',
  /** Nothing has reached it: a bubble with dots. */
  'not-told': 'M1.5 2h9v6h-5l-2 2.2V8h-2zM4 5h.1M6 5h.1M8 5h.1',
  'let-go': HOURGLASS,
  /** Back, and going on. */
  rejoined: 'M10 6a4 4 0 1 1-1.4-3M9 .8v2.4H6.6',
  'waits-for-assignment': HOURGLASS,
  'has-assignment': 'M1.8 6.4l2.8 2.8L10.2 3',
  /** Out of the box. */
  'gives-up': 'M5 2H2v8h8V7M6 6l4.2-4.2M7 1.8h3.3V5',
  leaves: 'M7 1.8H2v8.4h5M5 6h6M8.8 3.8L11 6L8.8 8.2',
};

export function createStepIcon(): SVGSVGElement {
  const icon = svgElement('svg', 'step-icon');
  icon.setAttribute('viewBox', '0 0 12 12');
  icon.setAttribute('aria-hidden', 'true');
  icon.append(svgElement('path', ''));
  return icon;
}

export function drawStep(icon: SVGSVGElement, step: MemberStep | null): void {
  icon.classList.toggle('is-hidden', step === null);
  if (step) icon.firstElementChild!.setAttribute('d', PATHS[step]);
}
