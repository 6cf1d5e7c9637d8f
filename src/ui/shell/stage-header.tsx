/** What the bar above the stage holds. */
import { useRef, useState } from 'react';
import { AddMenu } from '../add/add-menu.tsx';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { LIBRARY_HASH } from '../session/route.ts';
import { StageControls } from '../stage/stage-controls.tsx';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { useLocal } from './use-local.ts';

export function Breadcrumb() {
  const { shell } = useMessages();
  const title = useLocal(usePage((page) => page.run?.scenario.title));
  const changed = usePage((page) => (page.run?.actions.length ?? 0) > 0);
  return (
    <nav className="breadcrumb" aria-label={shell.breadcrumb}>
      <a href={LIBRARY_HASH}>{shell.scenarios}</a>
      <span aria-hidden="true">/</span>
      <h1 className="breadcrumb-title" aria-current="page">
        {title || shell.untitled}
      </h1>
      {changed && <span className="breadcrumb-changed">· {shell.changed}</span>}
    </nav>
  );
}

export function MiddleOfHeader() {
  return (
    <div className="header-views">
      <Views />
      <StageControls />
    </div>
  );
}

/** Other views than Flow come when there are any. */
function Views() {
  const { shell } = useMessages();
  return (
    <nav className="views" aria-label={shell.views}>
      <span aria-current="page">{shell.flow}</span>
    </nav>
  );
}

export function StageActions() {
  const { shell } = useMessages();
  const setDialog = usePage((page) => page.setDialog);
  const adding = useRef<HTMLButtonElement>(null);
  const [addAt, setAddAt] = useState<{ x: number; y: number } | null>(null);
  return (
    <>
      <a className="button narrow-only-flex" href={LIBRARY_HASH} aria-label={shell.scenarios}>
        <Icon name="grid" />
      </a>
      <button
        ref={adding}
        type="button"
        className="button"
        aria-haspopup="menu"
        aria-expanded={addAt !== null}
        aria-label={shell.add}
        onClick={(event) => {
          const { right, bottom } = event.currentTarget.getBoundingClientRect();
          setAddAt({ x: right, y: bottom + 6 });
        }}
      >
        <Icon name="plus" />
        <span className="wide-only">{shell.add}</span>
      </button>
      <Button tone="main" icon="share" aria-label={shell.share} onClick={() => setDialog({ kind: 'share' })}>
        <span className="wide-only">{shell.share}</span>
      </Button>
      {addAt && <AddMenu at={addAt} returnTo={adding} onClose={() => setAddAt(null)} />}
    </>
  );
}
