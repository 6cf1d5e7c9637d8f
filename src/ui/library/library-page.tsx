/** The first page's neighbour: what there is to look at. */
import { LIBRARY } from '../../scenario/library/index.ts';
import { BLANK_HASH, LIBRARY_HASH } from '../session/route.ts';
import { Header } from '../shell/header.tsx';
import { localText } from '../shell/use-local.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { Hero } from './hero.tsx';
import './library.css';
import { ScenarioCard } from './scenario-card.tsx';

export default function LibraryPage() {
  const { shell } = useMessages();
  const { library } = useMore();
  const language = usePage((page) => page.language);
  return (
    <div className="library-page">
      <Header
        middle={
          <nav className="library-nav" aria-label={shell.breadcrumb}>
            <a href={LIBRARY_HASH} aria-current="page">
              {shell.scenarios}
            </a>
            <a href={BLANK_HASH}>{shell.blankStage}</a>
          </nav>
        }
      />
      <main className="library">
        <Hero />
        {LIBRARY.map(({ title, entries }) => (
          <section key={localText(title, 'en')} className="chapter">
            <h2 className="chapter-title">
              {localText(title, language)} <small>{library.chapter(entries.length)}</small>
            </h2>
            <ul className="scenario-cards">
              {entries.map((entry) => (
                <ScenarioCard key={entry.id} entry={entry} />
              ))}
            </ul>
          </section>
        ))}
      </main>
      <footer className="library-footer">{library.footer}</footer>
    </div>
  );
}
