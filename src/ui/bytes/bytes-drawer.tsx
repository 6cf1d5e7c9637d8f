/** A message or a batch, byte by byte: its fields on one side, its bytes on the other; each shows the other. */
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { BytesMessages } from '../../i18n/bytes-messages.ts';
import { bytes as bytesText, count, duration, moment } from '../../i18n/format.ts';
import type { BytesTarget, BytesView } from '../../view/bytes.ts';
import { Button, IconButton } from '../controls/button.tsx';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { currentStage } from '../stage/mount-stage.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { copyText, hexText } from './byte-text.ts';
import './bytes.css';
import { endName } from './end-name.ts';
import { FieldDetail } from './field-detail.tsx';
import { fieldsTo, keyAt, keyOfPath, keysAround, openAtFirst, rowsOf } from './field-rows.ts';
import { FieldTree } from './field-tree.tsx';
import { HexView } from './hex-view.tsx';
import { useBytesTexts } from './use-bytes-texts.ts';
import { useFollowedSteps } from './use-followed-steps.ts';

export default function BytesDrawer({ target }: { readonly target: BytesTarget }) {
  const texts = useBytesTexts();
  const { shell } = useMessages();
  const setBytes = usePage((page) => page.setBytes);
  const drawer = useRef<HTMLElement>(null);
  const looked = useBytes(target);
  useFollowedSteps(target);
  useFocusWhileOpen(drawer, looked !== undefined);
  useRing(looked ?? null);
  useLineInSight(looked ?? null);
  if (looked === undefined) return null;
  const close = (): void => setBytes(null);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return (
    <section
      ref={drawer}
      className="bytes-drawer"
      aria-label={texts.view.label(titleOf(looked, texts))}
      onKeyDown={onKey}
    >
      {looked ? (
        <Looked view={looked} />
      ) : (
        <p className="bytes-gone" tabIndex={-1} data-first-focus>
          {texts.view.gone}
        </p>
      )}
      <IconButton icon="close" label={shell.close} className="button bytes-close" onClick={close} />
    </section>
  );
}

/** Undefined until the first answer; then the last one stays until the next. */
function useBytes(target: BytesTarget): BytesView | null | undefined {
  const session = useSession();
  const [looked, setLooked] = useState<BytesView | null>();
  useEffect(() => {
    let isCurrent = true;
    session.bytes(target).then((view) => isCurrent && setLooked(view), report);
    return () => {
      isCurrent = false;
    };
  }, [session, target]);
  return looked;
}

/** The fields get the focus; whoever had it gets it back. */
function useFocusWhileOpen(drawer: RefObject<HTMLElement | null>, isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return;
    const before = document.activeElement as HTMLElement | null;
    drawer.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus({ preventScroll: true });
    return () => before?.focus({ preventScroll: true });
  }, [drawer, isThere]);
}

/** While it is under way its marks on the stage have a ring. */
function useRing(view: BytesView | null): void {
  useEffect(() => {
    if (view?.heading.kind !== 'message') return;
    currentStage()?.ringFlights(view.heading.flights);
    return () => currentStage()?.ringFlights({ from: 0, to: 0 });
  }, [view]);
}

/** The drawer takes room from the inspector: the line that was pressed there stays in sight. */
function useLineInSight(view: BytesView | null): void {
  useEffect(() => {
    if (!view) return;
    document.querySelector('.message-line[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [view]);
}

function titleOf(view: BytesView | null, texts: BytesMessages): string {
  if (!view) return '';
  const { heading } = view;
  if (heading.kind === 'message') {
    return `${heading.api} v${heading.version} ${texts.list.direction[heading.direction]}`;
  }
  return texts.view.batch(`${heading.topic}-${heading.partition}`, heading.baseOffset, heading.lastOffset);
}

/** Another one than that which was opened comes by a step: whoever does not see it hears it. */
function useSpoken(view: BytesView): void {
  const texts = useBytesTexts();
  const more = useMore();
  const speak = usePage((page) => page.speak);
  const { heading } = view;
  const words =
    heading.kind === 'message'
      ? `${titleOf(view, texts)}, ${endName(heading.from, more, texts)} → ${endName(heading.to, more, texts)}`
      : titleOf(view, texts);
  const opened = useRef(words);
  useEffect(() => {
    if (words === opened.current) return;
    opened.current = words;
    speak(words);
  }, [words, speak]);
}

function Looked({ view }: { readonly view: BytesView }) {
  useSpoken(view);
  // Another message is looked at from its beginning.
  const key = view.heading.kind === 'message' ? view.heading.id : `${view.heading.baseOffset} ${view.focus}`;
  return (
    <>
      <Heading view={view} />
      <Panes key={key} view={view} />
    </>
  );
}

function Heading({ view }: { readonly view: BytesView }) {
  const texts = useBytesTexts();
  const { heading, bytes, reckonedBytes } = view;
  return (
    <header className="bytes-head">
      <div className="bytes-name">
        <p className="eyebrow">
          {texts.view.eyebrow[heading.kind === 'batch' ? 'batch' : heading.direction]}
        </p>
        <h2>{heading.kind === 'message' ? `${heading.api} v${heading.version}` : titleOf(view, texts)}</h2>
      </div>
      <div className="bytes-facts">
        {heading.kind === 'message' && <Route heading={heading} />}
        <Chips view={view} />
      </div>
      <CopyHex bytes={bytes} />
      <p className="bytes-about">
        {heading.kind === 'message' ? texts.apis[heading.api] : texts.view.batchAbout}
        {reckonedBytes !== null && ` ${texts.view.reckoned(bytesText(reckonedBytes))}`}
      </p>
    </header>
  );
}

type MessageHeading = Extract<BytesView['heading'], { kind: 'message' }>;

function Route({ heading }: { readonly heading: MessageHeading }) {
  const texts = useBytesTexts();
  const more = useMore();
  const { units } = useMessages();
  const { from, to, sentUs, arrivesUs, state, error } = heading;
  const flight = duration((arrivesUs - sentUs) / 1000, units);
  return (
    <p className="bytes-route">
      <strong>{endName(from, more, texts)}</strong> → <strong>{endName(to, more, texts)}</strong>
      <span>
        {state === 'lost' ? texts.list.state.lost('') : texts.view.sent(moment(sentUs, units), flight)}
      </span>
      {error !== null && <span className="bytes-error mono">{error}</span>}
    </p>
  );
}

/** What the header says at a glance; a press explains it. */
function Chips({ view: { heading, bytes } }: { readonly view: BytesView }) {
  const { chips, view } = useBytesTexts();
  return (
    <ul className="bytes-chips">
      <li>{view.byteCount(count(bytes.length))}</li>
      {heading.kind === 'message' ? (
        <>
          <Chip text={chips.apiKey.text(heading.apiKey)} why={chips.apiKey.why(heading.apiKey)} />
          <Chip
            text={chips.headerVersion.text(heading.headerVersion)}
            why={chips.headerVersion.why(heading.headerVersion)}
          />
          <Chip text={chips.flexible.text(heading.flexible)} why={chips.flexible.why(heading.flexible)} />
        </>
      ) : (
        <li>{chips.compression(heading.compression)}</li>
      )}
    </ul>
  );
}

function Chip({ text, why }: { readonly text: string; readonly why: string }) {
  return (
    <li className="with-tip">
      <button type="button" className="bytes-chip">
        {text}
        <span className="visually-hidden">: {why}</span>
      </button>
      <span className="tip" data-side="below" aria-hidden="true">
        {why}
      </span>
    </li>
  );
}

function CopyHex({ bytes }: { readonly bytes: Uint8Array }) {
  const { view } = useBytesTexts();
  const [copied, setCopied] = useState<Uint8Array | null>(null);
  const isCopied = copied === bytes;
  return (
    <Button
      className="button bytes-copy"
      icon={isCopied ? 'check' : 'copy'}
      onClick={() => void copyText(hexText(bytes)).then(() => setCopied(bytes))}
    >
      <span aria-live="polite">{isCopied ? view.copied : view.copy}</span>
    </Button>
  );
}

interface Looking {
  readonly active: string;
  readonly cursor: number;
  /** The byte was chosen, not the field. */
  readonly byByte: boolean;
}

function Panes({ view }: { readonly view: BytesView }) {
  const { fields, bytes, focus } = view;
  const [open, setOpen] = useState(() => openAtFirst(fields, focus));
  const [looking, setLooking] = useState<Looking>(() => {
    const active = focus.length > 0 ? keyOfPath(focus) : '0';
    return { active, cursor: fieldsTo(fields, active).at(-1)?.from ?? 0, byByte: false };
  });
  const [hovered, setHovered] = useState<string | null>(null);
  const { active, cursor, byByte } = looking;
  const field = fieldsTo(fields, active).at(-1);
  const pointed = hovered === null ? null : (fieldsTo(fields, hovered).at(-1) ?? null);
  const rows = rowsOf(fields, open);

  const toggle = (key: string, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(key);
    else next.delete(key);
    setOpen(next);
    // What is looked at must not vanish in what closes.
    if (!isOpen && active.startsWith(`${key}.`)) lookAt(key);
  };
  const lookAt = (key: string): void => {
    setLooking({ active: key, cursor: fieldsTo(fields, key).at(-1)?.from ?? cursor, byByte: false });
  };
  const lookAtByte = (byte: number): void => {
    const key = keyAt(fields, byte);
    if (key === null) return;
    setOpen(new Set([...open, ...keysAround(key)]));
    setLooking({ active: key, cursor: byte, byByte: true });
  };
  return (
    <>
      <div className="bytes-panes">
        <FieldTree
          rows={rows}
          active={active}
          hovered={hovered}
          onActive={lookAt}
          onHover={setHovered}
          onToggle={toggle}
        />
        <HexView
          bytes={bytes}
          active={field ?? { from: 0, to: 0 }}
          hovered={pointed}
          cursor={cursor}
          onCursor={lookAtByte}
          onHover={(byte) => setHovered(byte === null ? null : keyAt(fields, byte))}
        />
      </div>
      <FieldDetail view={view} active={active} isOwnByte={byByte && (field?.inner.length ?? 0) > 0} />
    </>
  );
}
