import { useEffect, useRef } from 'react';
import type { BytesTarget } from '../../view/bytes.ts';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { usePage } from '../state/use-page.ts';

/** Whoever steps from message to message while one is open sees each. */
export function useFollowedSteps({ kind }: BytesTarget): void {
  const session = useSession();
  const setBytes = usePage((page) => page.setBytes);
  const timeUs = usePage((page) => page.digest?.timeUs);
  const paused = usePage((page) => page.digest?.paused);
  /** The step that was there when the message was opened is not followed. */
  const last = useRef<number | null | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step shows in the time
  useEffect(() => {
    if (!paused || kind === 'batch') return;
    session.messages(null).then(({ stepped }) => {
      const isFirst = last.current === undefined;
      const isNew = stepped !== null && stepped !== last.current;
      last.current = stepped;
      if (!isFirst && isNew) setBytes({ kind: 'message', id: stepped });
    }, report);
  }, [session, setBytes, kind, timeUs, paused]);
}
