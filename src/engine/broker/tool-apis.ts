/**
 * The way to what only tools ask of a broker: of the cluster, of topics page by page, of configs and of groups;
 * and to what deletes records and resets a group's offsets. Most runs do without.
 */
import { part } from '../part.ts';

export const toolApis = part<typeof import('./tools/index.ts')>('the APIs of tools');
