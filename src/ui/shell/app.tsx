/** The page: what the address names, and what lies over it. */
import { lazy, Suspense, useEffect } from 'react';
import { Boundary } from '../controls/boundary.tsx';
import { Notices } from '../notices/notices.tsx';
import { SessionContext } from '../session/context.ts';
import { go } from '../session/go.ts';
import type { Session } from '../session/session.ts';
import { page } from '../state/store.ts';
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
  const dialog = usePage((state) => state.dialog);

  return (
    <SessionContext value={session}>
      {route.page === 'library' ? (
        <Boundary>
          <Suspense fallback={null}>
            <LibraryPage />
          </Suspense>
        </Boundary>
      ) : (
        <StagePage />
      )}
      <Notices />
      <LiveRegion />
      <DropZone />
      {dialog && (
        <Boundary onBreak={() => page.getState().setDialog(null)}>
          <Suspense fallback={null}>
            <Dialogs dialog={dialog} />
          </Suspense>
        </Boundary>
      )}
    </SessionContext>
  );
}
