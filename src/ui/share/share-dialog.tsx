/** The exact run as a link, and as a file. */
import { useEffect, useRef, useState } from 'react';
import { count, moment } from '../../i18n/format.ts';
import { writeRunFile } from '../../scenario/file.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { FileInput } from '../data/file-input.tsx';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { useLocal } from '../shell/use-local.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { droppedFilesOf } from './dropped-files-of.ts';
import { linkOf, type RunLink } from './link-of.ts';
import { saveText } from './save-text.ts';
import './share.css';
import { takeFile } from './take-file.ts';

export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { share } = useMore();
  const session = useSession();
  const [link, setLink] = useState<RunLink | null>(null);
  useEffect(() => {
    linkOf(session).then(setLink, (cause: unknown) => {
      onClose();
      report(cause);
    });
  }, [session, onClose]);

  return (
    <Dialog title={share.title} intro={share.intro} wide onClose={onClose}>
      {link && <LinkField link={link} />}
      {link && <Contents link={link} />}
      <div className="share-files">
        <p className="field-label">{share.files}</p>
        <div className="share-file-buttons">
          {link && <SaveButton link={link} />}
          <FileInput
            label={share.open}
            accept=".json"
            onFile={(file) => {
              onClose();
              void takeFile(session, file).catch(report);
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}

function LinkField({ link: { address } }: { readonly link: RunLink }) {
  const { share } = useMore();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      // Without permission, what is selected can be copied by hand; most browsers still obey this.
      document.execCommand('copy');
    }
    setCopied(true);
  };
  return (
    <div className="share-link">
      <input
        ref={field}
        className="field-input mono"
        readOnly
        aria-label={share.link}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button tone="main" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? share.copied : share.copy}</span>
      </Button>
    </div>
  );
}

function Contents({ link: { address, run, timeMs } }: { readonly link: RunLink }) {
  const { share } = useMore();
  const { units } = useMessages();
  const title = useLocal(run.scenario.title);
  return (
    <ul className="share-contents">
      <li>{share.holds(title, run.seed, run.actions.length, moment(timeMs * 1000, units))}</li>
      <li>{share.length(count(address.length))}</li>
      {droppedFilesOf(run).map((name) => (
        <li key={name}>{share.needsFile(name)}</li>
      ))}
    </ul>
  );
}

function SaveButton({ link: { run, digest, timeMs } }: { readonly link: RunLink }) {
  const { share } = useMore();
  const title = useLocal(run.scenario.title);
  const name = `${
    title
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase() || 'run'
  }.json`;
  return <Button onClick={() => saveText(name, writeRunFile(run, digest, timeMs))}>{share.save}</Button>;
}
