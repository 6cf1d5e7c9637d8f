import { useEffect } from 'react';
import { usePage } from '../state/use-page.ts';
import { useLocal } from './use-local.ts';
import { useRoute } from './use-route.ts';

/** The window's title: the scenario's, so that tabs and history can be told apart. */
export function useTitle(): void {
  const { page } = useRoute();
  const title = useLocal(usePage((state) => state.run?.scenario.title));
  const tagline = usePage((state) => state.messages.shell.tagline);
  useEffect(() => {
    document.title = page === 'library' || !title ? `Kafkascope: ${tagline}` : `${title} · Kafkascope`;
  }, [page, title, tagline]);
}
