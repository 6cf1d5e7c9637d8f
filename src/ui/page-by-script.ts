/**
 * `window.kafkascope` from the page's first moment on. Its code comes with the shell, after the first frame; what is
 * asked before that waits for it.
 */
import type { Kafkascope } from './page-interface.ts';
import type { Session } from './session/session.ts';

const METHODS: Record<keyof Kafkascope, true> = {
  load: true,
  run: true,
  pause: true,
  step: true,
  stepBack: true,
  seek: true,
  command: true,
  state: true,
  link: true,
  stats: true,
};

type AnyMethod = (...args: unknown[]) => Promise<unknown>;

declare global {
  interface Window {
    kafkascope: Kafkascope;
  }
}

export function installPageInterface(session: Session): void {
  const methods = Object.keys(METHODS).map((name) => [
    name,
    async (...args: unknown[]) => {
      const { pageInterface } = await import('./shell/render-shell.tsx');
      return (pageInterface(session)[name as keyof Kafkascope] as AnyMethod)(...args);
    },
  ]);
  window.kafkascope = Object.fromEntries(methods) as Kafkascope;
}
