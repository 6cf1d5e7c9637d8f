/** Where the address leads: opens what it names, unless that is on the stage already. */
import type { LoadedRun } from '../state/run-slice.ts';
import { page } from '../state/store.ts';
import { blankScenario, builtin, FIRST_SCENARIO, freshRun } from './builtin.ts';
import { report } from './report.ts';
import type { Route } from './route.ts';
import type { Session } from './session.ts';

/** The address that was last gone to: the shell asks again for what the page began with. */
let latest = '';
/** Whether time ran when the user went to look at other scenarios: it goes on when they are back. */
let wasPlaying = false;

/** Resolves once the stage shows it; never rejects: what goes wrong is told on the page. */
export async function go(session: Session, route: Route): Promise<void> {
  const address = JSON.stringify(route);
  if (address === latest) return;
  latest = address;
  const { run, digest } = page.getState();
  if (route.page === 'library') {
    wasPlaying = digest?.paused === false;
    session.pause();
  } else if (isOnStage(run, route)) {
    if (wasPlaying) session.play();
    wasPlaying = false;
  } else await open(session, route);
}

/** Opens it anew, whatever was done to it before: what a press on its card means. */
export async function goAfresh(session: Session, route: Route): Promise<void> {
  latest = JSON.stringify(route);
  wasPlaying = false;
  await open(session, route);
}

/** What can't be opened leaves the stage as it was; an empty one gets the first scenario. */
async function open(session: Session, route: Route): Promise<void> {
  let opened = false;
  try {
    opened = await openRoute(session, route);
  } catch (cause) {
    report(cause, () => void open(session, route));
  }
  if (!opened && !page.getState().run) await openBuiltin(session, FIRST_SCENARIO).catch(report);
}

async function openRoute(session: Session, route: Route): Promise<boolean> {
  switch (route.page) {
    case 'library':
      return false;
    case 'stage':
      return openBuiltin(session, FIRST_SCENARIO);
    case 'builtin':
      return openBuiltin(session, route.id);
    case 'blank':
      await session.open(freshRun(blankScenario()), { kind: 'blank' }, { play: true });
      return true;
    case 'link': {
      const { openLink } = await import('../share/open-link.ts');
      return openLink(session, route.fragment);
    }
  }
}

async function openBuiltin(session: Session, id: string): Promise<boolean> {
  const scenario = await builtin(id);
  if (!scenario) {
    const { messages, notify } = page.getState();
    notify({ tone: 'error', text: messages.notices.unknownScenario(id) });
    return false;
  }
  await session.open(freshRun(scenario), { kind: 'builtin', id }, { play: true });
  return true;
}

function isOnStage(run: LoadedRun | null, route: Route): boolean {
  if (!run) return false;
  const { origin } = run;
  switch (route.page) {
    case 'stage':
      return true;
    case 'builtin':
      return origin.kind === 'builtin' && origin.id === route.id;
    case 'link':
      return origin.kind === 'link' && origin.fragment === route.fragment;
    default:
      return origin.kind === route.page;
  }
}
