/** The page: what the address names, and what lies over it. */
import { lazy, Suspense, useEffect } from 'react';
import { Notices } from '../notices/notices.tsx';
import { SessionContext } from '../session/context.ts';
import { go } from '../session/go.ts';
import type { Session } from '../session/session.ts';
import { usePage } from '../state/use-page.ts';
import { DropZone } from './drop-zone.tsx';
import { LiveRegion } from './live-region.tsx';
import { StagePage } from './stage-page.tsx';
import { useRoute } from './use-route.ts';
import { useTitle } from './use-title.ts';

const LibraryPage = lazy(() => import('../library/library-page.tsx'));
const Dialogs = lazy(() => import('../dialogs/dialogs.tsx'));

export function App({ session }: { readonly session: Session }) {
  const route = useRoute();
  useTitle();
  useEffect(() => void go(session, route), [session, route]);
  const dialog = usePage((page) => page.dialog);

  return (
    <SessionContext value={session}>
      {route.page === 'library' ? (
        <Suspense fallback={null}>
          <LibraryPage />
        </Suspense>
      ) : (
        <StagePage />
      )}
      <Notices />
      <LiveRegion />
      <DropZone />
      {dialog && (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
    </SessionContext>
  );
}
