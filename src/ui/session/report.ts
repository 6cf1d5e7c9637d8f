/** What went wrong, told on the page: nothing is thrown away for it. */
import type { Refusal } from '../../worker/port.ts';
import { usePage } from '../state/store.ts';
import { MissingFile } from './data-store.ts';

export function report(cause: unknown): void {
  const { messages, notify, setDialog } = usePage.getState();
  if (cause instanceof MissingFile) setDialog({ kind: 'ask-file', workload: cause.workload });
  else if (isRefusal(cause)) notify({ tone: 'error', text: messages.notices.refused(cause.detail) });
  else notify({ tone: 'error', text: messages.notices.failed(detailOf(cause)) });
}

export function isRefusal(cause: unknown): cause is Refusal {
  return typeof cause === 'object' && cause !== null && 'code' in cause && 'detail' in cause;
}

export function detailOf(cause: unknown): string {
  if (isRefusal(cause)) return cause.detail;
  return cause instanceof Error ? cause.message : String(cause);
}
