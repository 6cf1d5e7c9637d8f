/** With nothing selected: what there is, each a way to select it. */

import type { Selection } from '../../view/inspection.ts';
import type { Structure } from '../../view/structure.ts';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';

export function Overview() {
  const { inspector, described } = useMore();
  const structure = usePage((page) => page.structure);
  if (!structure) return null;
  return (
    <>
      <p className="eyebrow">{inspector.overview}</p>
      <p className="inspector-note">{inspector.overviewHint}</p>
      <Topics structure={structure} heading={described.topics} />
      <Groups structure={structure} heading={described.groups} />
      <Producers structure={structure} heading={described.producers} />
      <Brokers structure={structure} heading={described.brokers} />
    </>
  );
}

interface ListProps {
  readonly structure: Structure;
  readonly heading: string;
}

interface Line {
  readonly selection: Selection;
  readonly name: string;
  readonly detail: string;
}

function Topics({ structure, heading }: ListProps) {
  const { scene } = useMessages();
  return (
    <List
      heading={heading}
      lines={structure.topics.map(({ name, partitions }) => ({
        selection: { kind: 'topic', name },
        name,
        detail: scene.partitions(partitions),
      }))}
    />
  );
}

function Groups({ structure, heading }: ListProps) {
  const { scene } = useMessages();
  return (
    <List
      heading={heading}
      lines={structure.groups.map(({ id, state, phase, memberCount }) => ({
        selection: { kind: 'group', name: id },
        name: id,
        detail: `${phase === 'coordinator-away' ? scene.phase[phase] : state} · ${scene.members(memberCount)}`,
      }))}
    />
  );
}

function Producers({ structure, heading }: ListProps) {
  const { scene } = useMessages();
  return (
    <List
      heading={heading}
      lines={structure.producers.map(({ name, recordsPerSecond }) => ({
        selection: { kind: 'producer', name },
        name,
        detail: scene.rate(recordsPerSecond),
      }))}
    />
  );
}

function Brokers({ structure, heading }: ListProps) {
  const { states } = useMore();
  const { scene } = useMessages();
  return (
    <List
      heading={heading}
      lines={structure.brokers.map(({ id, state, leaderCount, replicaCount }) => ({
        selection: { kind: 'broker', id },
        name: scene.broker(id),
        detail: `${states.broker[state]} · ${scene.leads(leaderCount, replicaCount)}`,
      }))}
    />
  );
}

/** So many are told one by one; of hundreds, the first. */
const MOST = 12;

function List({ heading, lines }: { readonly heading: string; readonly lines: readonly Line[] }) {
  const session = useSession();
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="eyebrow inspector-heading">{heading}</h3>
      <ul className="overview-list">
        {lines.slice(0, MOST).map(({ selection, name, detail }) => (
          <li key={name}>
            <button type="button" className="overview-line" onClick={() => session.select(selection)}>
              <span>{name}</span>
              <span>{detail}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
