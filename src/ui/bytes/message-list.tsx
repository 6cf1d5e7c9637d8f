/** Messages of the thing selected, or of all clients: each opens as bytes. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { duration, moment } from '../../i18n/format.ts';
import type { MessageLine, MessageList as Messages } from '../../view/bytes.ts';
import type { Selection } from '../../view/inspection.ts';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { endName } from './end-name.ts';
import './message-list.css';
import { useBytesTexts } from './use-bytes-texts.ts';

export default function MessageList({ about }: { readonly about: Selection | null }) {
  const { list } = useBytesTexts();
  const place = useRef<HTMLElement>(null);
  const messages = useMessageList(about, place);
  return (
    <section ref={place}>
      <h3 className="eyebrow inspector-heading">{list.heading}</h3>
      <p className="inspector-note">{messages?.lines.length === 0 ? list.none : list.hint}</p>
      <ul className="message-list" aria-label={list.heading}>
        {messages?.lines.map((line) => (
          <Line key={line.id} line={line} timeUs={messages.timeUs} isStepped={line.id === messages.stepped} />
        ))}
      </ul>
    </section>
  );
}

/** While time goes by the list would run away from whoever reads it. */
const PLAYING_MS = 900;

function useMessageList(about: Selection | null, place: RefObject<HTMLElement | null>): Messages | null {
  const session = useSession();
  const timeUs = usePage((page) => page.digest?.timeUs);
  const paused = usePage((page) => page.digest?.paused ?? true);
  const [messages, setMessages] = useState<Messages | null>(null);
  const asked = useRef({ about, at: Number.NEGATIVE_INFINITY });
  // biome-ignore lint/correctness/useExhaustiveDependencies: messages change with time
  useEffect(() => {
    const now = performance.now();
    const isSame = asked.current.about === about;
    if (isSame && !paused && (isHeld(place.current) || now - asked.current.at < PLAYING_MS)) return;
    asked.current = { about, at: now };
    let isCurrent = true;
    session.messages(about).then((found) => isCurrent && setMessages(found), report);
    return () => {
      isCurrent = false;
    };
  }, [session, about, timeUs, paused]);
  return messages;
}

function isHeld(place: HTMLElement | null): boolean {
  return place?.matches(':hover, :focus-within') ?? false;
}

interface LineProps {
  readonly line: MessageLine;
  readonly timeUs: number;
  readonly isStepped: boolean;
}

function Line({ line, timeUs, isStepped }: LineProps) {
  const texts = useBytesTexts();
  const more = useMore();
  const setBytes = usePage((page) => page.setBytes);
  const isOpen = usePage(({ bytes }) => bytes?.kind === 'message' && bytes.id === line.id);
  const { id, api, version, direction, from, to, state, error } = line;
  return (
    <li>
      <button
        type="button"
        className="message-line"
        data-state={state}
        aria-pressed={isOpen}
        onClick={() => setBytes({ kind: 'message', id })}
      >
        <span className="message-api">
          <strong>{api}</strong> v{version} {texts.list.direction[direction]}
          {isStepped && <em>{texts.list.stepped}</em>}
        </span>
        <span className="message-route">
          {endName(from, more, texts)} → {endName(to, more, texts)}
        </span>
        <span className="message-when">
          {error === null ? (
            <When line={line} timeUs={timeUs} />
          ) : (
            <span className="message-error">{error}</span>
          )}
        </span>
      </button>
    </li>
  );
}

function When({ line: { state, arrivesUs }, timeUs }: Pick<LineProps, 'line' | 'timeUs'>) {
  const { list } = useBytesTexts();
  const { units } = useMessages();
  const when =
    state === 'in-flight' ? duration((arrivesUs - timeUs) / 1000, units) : moment(arrivesUs, units);
  return list.state[state](when);
}
