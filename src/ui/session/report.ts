/** What went wrong, told on the page: nothing is thrown away for it. */
import type { NoticeMessages } from '../../i18n/messages.ts';
import type { Refusal } from '../../worker/port.ts';
import { page } from '../state/store.ts';
import { MissingFile } from './data-store.ts';

/** `retry`: what to do again once a file that was missing is here. */
export function report(cause: unknown, retry: () => void = () => {}): void {
  const { messages, notify, setDialog } = page.getState();
  if (cause instanceof MissingFile) setDialog({ kind: 'ask-file', workload: cause.workload, retry });
  else notify({ tone: 'error', text: whyRefused(cause, messages.notices) });
}

/** In the user's language, why something did not happen. */
export function whyRefused(cause: unknown, { refusal, failed }: NoticeMessages): string {
  return isRefusal(cause) ? refusal[cause.code](cause.detail) : failed(detailOf(cause));
}

export function isRefusal(cause: unknown): cause is Refusal {
  return typeof cause === 'object' && cause !== null && 'code' in cause && 'detail' in cause;
}

export function detailOf(cause: unknown): string {
  if (isRefusal(cause)) return cause.detail;
  return cause instanceof Error ? cause.message : String(cause);
}
