/**
 * The way to what only tools ask of a broker: of the cluster, of topics page by page, of configs and of groups.
 * No client here asks it, so the page does without; whoever lets others ask brings it along first. This is code
 * that is there or not, and no state of a run.
 */
export type ToolApis = typeof import('./tools/index.ts');

let installed: ToolApis | null = null;

export function installToolApis(apis: ToolApis): void {
  installed = apis;
}

export function toolApis(): ToolApis {
  if (!installed) throw new Error('what tools ask of a broker has not been loaded');
  return installed;
}
