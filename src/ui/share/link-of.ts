/** The run on the stage as an address. */
import { encodeRun } from '../../scenario/link.ts';
import type { Run } from '../../scenario/scenario.ts';
import type { Session } from '../session/session.ts';

export interface RunLink {
  readonly address: string;
  readonly run: Run;
  readonly digest: string;
  readonly timeMs: number;
}

export async function linkOf(session: Session): Promise<RunLink> {
  const { run, digest, timeMs } = await session.share();
  const fragment = await encodeRun(run, digest, timeMs);
  return { address: `${location.href.split('#')[0]}#${fragment}`, run, digest, timeMs };
}
