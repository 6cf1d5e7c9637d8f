import type { LibraryEntry } from '../../scenario/library/index.ts';
import { KafkaNames } from '../panels/kafka-names.tsx';
import { useSession } from '../session/context.ts';
import { goAfresh } from '../session/go.ts';
import { builtinHash } from '../session/route.ts';
import { useLocal } from '../shell/use-local.ts';
import { ScenarioPicture } from './scenario-picture.tsx';

/** A press opens it afresh, whatever was done to it before. */
export function ScenarioCard({ entry: { id, document } }: { readonly entry: LibraryEntry }) {
  const session = useSession();
  const title = useLocal(document.title);
  const description = useLocal(document.description);
  return (
    <li className="scenario-card">
      <a href={builtinHash(id)} onClick={() => void goAfresh(session, { page: 'builtin', id })}>
        <ScenarioPicture id={id} document={document} />
        <div className="scenario-words">
          <h3>{title}</h3>
          <p>
            <KafkaNames text={description} />
          </p>
        </div>
      </a>
    </li>
  );
}
