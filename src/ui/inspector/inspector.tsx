/** Why the selected thing is as it is, what its numbers are, what can be done to it, and its configs. */
import { lazy, Suspense } from 'react';
import { IconButton } from '../controls/button.tsx';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { ActionRow } from './action-row.tsx';
import { Configs } from './configs.tsx';
import { Facts } from './facts.tsx';
import './inspector.css';
import { kindOf } from './kind-of.ts';
import { Overview } from './overview.tsx';
import { Processing } from './processing.tsx';
import { titleOf } from './title-of.ts';

const MessageList = lazy(() => import('../bytes/message-list.tsx'));
const RecordLink = lazy(() => import('../bytes/record-link.tsx'));

export default function Inspector() {
  const { shell } = useMessages();
  const session = useSession();
  const selection = usePage((page) => page.selection);
  return (
    <aside className="inspector" aria-label={shell.inspector} data-selected={selection !== null || undefined}>
      {selection === null ? (
        <>
          <Overview />
          <Suspense fallback={null}>
            <MessageList about={null} />
          </Suspense>
        </>
      ) : (
        <>
          <IconButton
            icon="close"
            label={shell.close}
            className="button inspector-close"
            onClick={() => session.select(null)}
          />
          <Inspected />
        </>
      )}
    </aside>
  );
}

function Inspected() {
  const more = useMore();
  const selection = usePage((page) => page.selection);
  const structure = usePage((page) => page.structure);
  const inspection = usePage((page) => page.digest?.inspection ?? null);
  const record = usePage((page) => page.record);
  if (!selection) return null;
  const isCurrent = inspection !== null && sameThing(inspection.selection, selection);
  return (
    <>
      <p className="eyebrow">{more.things[kindOf(selection, structure)]}</p>
      <h2 className="inspector-title">{titleOf(selection, more)}</h2>
      {isCurrent ? (
        <>
          <ul className="explanations" aria-label={more.inspector.why}>
            {inspection.explanations.map(({ code, params }) => (
              <li key={code}>{more.explanations[code](params)}</li>
            ))}
          </ul>
          <ActionRow selection={selection} />
          {selection.kind === 'consumer' && <Processing name={selection.name} structure={structure} />}
          <Suspense fallback={null}>{record && <RecordLink record={record} />}</Suspense>
          <Facts inspection={inspection} />
          <Suspense fallback={null}>
            <MessageList about={selection} />
          </Suspense>
          {inspection.configs.length > 0 && <Configs inspection={inspection} />}
        </>
      ) : (
        inspection === null && <p className="inspector-gone">{more.inspector.gone}</p>
      )}
    </>
  );
}

function sameThing(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
