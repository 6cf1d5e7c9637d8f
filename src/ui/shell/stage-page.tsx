/** The stage with everything around it: what to look for, the inspector, time and the ledger. */
import { lazy, Suspense } from 'react';
import { Boundary } from '../controls/boundary.tsx';
import { Ledger } from '../ledger/ledger.tsx';
import { Description } from '../panels/description.tsx';
import { Stage } from '../stage/stage.tsx';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { Timeline } from '../time/timeline.tsx';
import { Transport } from '../time/transport.tsx';
import { useTimeKeys } from '../time/use-time-keys.ts';
import { Header } from './header.tsx';
import { Breadcrumb, MiddleOfHeader, StageActions } from './stage-header.tsx';
import './stage-page.css';

const Inspector = lazy(() => import('../inspector/inspector.tsx'));
const ThingMenu = lazy(() => import('../menus/thing-menu.tsx'));
const RecordTip = lazy(() => import('../inspector/record-tip.tsx'));
const BytesDrawer = lazy(() => import('../bytes/bytes-drawer.tsx'));
const DescribedState = lazy(() => import('../described/described-state-view.tsx'));

export function StagePage() {
  const { shell } = useMessages();
  const bytes = usePage((page) => page.bytes);
  useTimeKeys();
  return (
    <div className="stage-page">
      <SkipButton to="stage">{shell.skipToStage}</SkipButton>
      <SkipButton to="described-state">{shell.skipToDescription}</SkipButton>
      <Header place={<Breadcrumb />} middle={<MiddleOfHeader />} actions={<StageActions />} />
      <main className="stage-main">
        <Description />
        <Stage />
        <Boundary>
          <Suspense fallback={<div className="inspector" />}>
            <Inspector />
          </Suspense>
        </Boundary>
        <Boundary>
          <Suspense fallback={null}>{bytes && <BytesDrawer target={bytes} />}</Suspense>
        </Boundary>
      </main>
      <footer className="stage-footer">
        <Transport />
        <Timeline />
        <Ledger />
      </footer>
      <Boundary>
        <Suspense fallback={null}>
          <ThingMenu />
          <RecordTip />
          <DescribedState />
        </Suspense>
      </Boundary>
    </div>
  );
}

/** Not a link: the address' fragment belongs to routes and shared runs. */
function SkipButton({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <button type="button" className="skip-link" onClick={() => document.getElementById(to)?.focus()}>
      {children}
    </button>
  );
}
