/**
 * The way to what only tools ask of a broker: of the cluster, of topics page by page, of configs and of groups.
 * No client here asks it, so the page does without.
 */
import { part } from '../part.ts';

export const toolApis = part<typeof import('./tools/index.ts')>('the APIs of tools');
