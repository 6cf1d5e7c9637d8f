import { useMemo } from 'react';
import { MARK_WORDS } from '../../i18n/mark-words.ts';
import type { StepTarget } from '../../view/codes.ts';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import type { Session } from '../session/session.ts';
import { page } from '../state/store.ts';

export interface TransportActions {
  toggle(): void;
  stepBack(): void;
  step(target: StepTarget): void;
  restart(): void;
}

/** What the transport's buttons and keys do. */
export function useTransport(): TransportActions {
  const session = useSession();
  return useMemo(() => transportOf(session), [session]);
}

function transportOf(session: Session): TransportActions {
  return {
    toggle: () => (page.getState().digest?.paused ? session.play() : session.pause()),
    stepBack: () => void session.stepBack().catch(report),
    restart: () => void session.restart().catch(report),
    step: (target) => void step(session, target).catch(report),
  };
}

async function step(session: Session, target: StepTarget): Promise<void> {
  const { found } = await session.step(target);
  if (found || target === 'message') return;
  const { language, messages, notify } = page.getState();
  const kind = MARK_WORDS[language].kinds[target];
  notify({ tone: 'warning', text: messages.transport.nothingLeft(kind) });
}
