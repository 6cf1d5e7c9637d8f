/** Where the address leads: opens what it names, unless that is on the stage already. */
import type { Origin } from '../state/run-slice.ts';
import { usePage } from '../state/store.ts';
import { blankScenario, builtin, FIRST_SCENARIO, freshRun } from './builtin.ts';
import { report } from './report.ts';
import type { Route } from './route.ts';
import type { Session } from './session.ts';

/** Resolves once the stage shows it; never rejects: what goes wrong is told on the page. */
export async function go(session: Session, route: Route): Promise<void> {
  const { run } = usePage.getState();
  try {
    switch (route.page) {
      case 'library':
        session.pause();
        return;
      case 'stage':
        if (!run) await openBuiltin(session, FIRST_SCENARIO);
        return;
      case 'builtin':
        if (!isOn(run?.origin, { kind: 'builtin', id: route.id })) await openBuiltin(session, route.id);
        return;
      case 'blank':
        if (run?.origin.kind !== 'blank') await openBlank(session);
        return;
      case 'link': {
        if (run?.origin.kind === 'link' && run.origin.fragment === route.fragment) return;
        const { openLink } = await import('../share/open-link.ts');
        await openLink(session, route.fragment);
        return;
      }
    }
  } catch (cause) {
    report(cause, () => void go(session, route));
  }
}

/** Afresh, whatever was done to it before. */
export async function openBuiltin(session: Session, id: string): Promise<void> {
  const scenario = await builtin(id);
  if (!scenario) {
    const { messages, notify } = usePage.getState();
    notify({ tone: 'error', text: messages.notices.unknownScenario(id) });
    return;
  }
  await session.open(freshRun(scenario), { kind: 'builtin', id }, { play: true });
}

export async function openBlank(session: Session): Promise<void> {
  await session.open(freshRun(blankScenario()), { kind: 'blank' }, { play: true });
}

function isOn(origin: Origin | undefined, wanted: Origin & { kind: 'builtin' }): boolean {
  return origin?.kind === 'builtin' && origin.id === wanted.id;
}
