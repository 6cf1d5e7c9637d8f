import type { Command, TimedCommand } from '../../scenario/scenario.ts';
import { report } from './report.ts';
import type { Session } from './session.ts';

/** Sends a command; a refusal is told on the page. Null: it was refused. */
export async function act(session: Session, command: Command): Promise<TimedCommand | null> {
  try {
    return await session.command(command);
  } catch (cause) {
    report(cause);
    return null;
  }
}
