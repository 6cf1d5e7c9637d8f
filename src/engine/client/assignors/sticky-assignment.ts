/** The way to the sticky assignors' algorithm: an eighth of the client's code, and the default is `range`. */
import { part } from '../../part.ts';

export const stickyAssignment = part<typeof import('./abstract-sticky-assignor.ts')>('the sticky assignors');
