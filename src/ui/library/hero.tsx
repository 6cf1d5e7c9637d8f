import { FileInput } from '../data/file-input.tsx';
import { FIRST_SCENARIO } from '../session/builtin.ts';
import { useSession } from '../session/context.ts';
import { goAfresh } from '../session/go.ts';
import { report } from '../session/report.ts';
import { BLANK_HASH, builtinHash } from '../session/route.ts';
import { takeFile } from '../share/take-file.ts';
import { useMore } from '../state/use-more.ts';
import { HeroPicture } from './hero-picture.tsx';

export function Hero() {
  const { library } = useMore();
  const session = useSession();
  return (
    <section className="hero">
      <div className="hero-words">
        <h1 className="hero-title">{library.title}</h1>
        <p className="hero-intro">{library.intro}</p>
        <div className="hero-buttons">
          <a
            className="button"
            data-tone="main"
            data-size="large"
            href={builtinHash(FIRST_SCENARIO)}
            onClick={() => void goAfresh(session, { page: 'builtin', id: FIRST_SCENARIO })}
          >
            {library.start}
          </a>
          <a
            className="button"
            data-size="large"
            href={BLANK_HASH}
            onClick={() => void goAfresh(session, { page: 'blank' })}
          >
            {library.blank}
          </a>
          <FileInput
            label={library.openFile}
            accept=".json,.csv,.tsv,.ndjson,.jsonl"
            onFile={(file) => void takeFile(session, file).catch(report)}
          />
        </div>
        <p className="hero-note">{library.openFileHint}</p>
      </div>
      <HeroPicture />
    </section>
  );
}
