/** What to look for in this scenario: a panel on a desk, a sheet from below on a phone. */
import { IconButton } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useLocal } from '../shell/use-local.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import { KafkaNames } from './kafka-names.tsx';
import './description.css';

export function Description() {
  const { shell } = useMessages();
  const open = usePage((page) => page.descriptionOpen);
  const setOpen = usePage((page) => page.setDescriptionOpen);
  const scenario = usePage((page) => page.run?.scenario);
  const title = useLocal(scenario?.title);
  const text = useLocal(scenario?.description);
  if (!scenario) return null;

  if (!open) {
    return (
      <button
        type="button"
        className="button description-opener"
        aria-expanded={false}
        title={shell.showPanel}
        onClick={() => setOpen(true)}
      >
        <Icon name="panel" />
        <span>{shell.whatToLookFor}</span>
      </button>
    );
  }
  return (
    <aside className="description" aria-label={shell.whatToLookFor}>
      <div className="description-head">
        <p className="eyebrow">{shell.whatToLookFor}</p>
        <IconButton icon="close" label={shell.hidePanel} aria-expanded onClick={() => setOpen(false)} />
      </div>
      <h2 className="description-title">{title}</h2>
      {paragraphsOf(text).map((paragraph) => (
        <p className="description-text" key={paragraph}>
          <KafkaNames text={paragraph} />
        </p>
      ))}
    </aside>
  );
}

/** A blank line in the text begins a paragraph. */
function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((part) => part !== '');
}
