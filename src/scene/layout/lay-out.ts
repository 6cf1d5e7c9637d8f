/** Where everything is: a pure function of what there is, the stage's size, and the widths of texts. */
import type { Structure } from '../../view/structure.ts';
import { layAcross } from './across.ts';
import { layDown } from './down.ts';
import type { Layout, LayoutOptions, StageSize } from './layout.ts';

/** Narrower stages are laid out from top to bottom. */
const LEAST_ACROSS = 640;

export function layOut(structure: Structure, size: StageSize, options: LayoutOptions): Layout {
  return size.width >= LEAST_ACROSS ? layAcross(structure, size, options) : layDown(structure, size, options);
}
