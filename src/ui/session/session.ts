/**
 * The page's one hand on the engine: what the UI's parts, the stage and `window.kafkascope` ask for goes through
 * here, and what the engine answers lands in the page's state. Knows no React.
 */
import type { Command, Run, TimedCommand } from '../../scenario/scenario.ts';
import type { BytesTarget, BytesView, MessageList } from '../../view/bytes.ts';
import type { StepTarget } from '../../view/codes.ts';
import type { Pace } from '../../view/digest.ts';
import type { EntryDetail, Selection } from '../../view/inspection.ts';
import type { Interest } from '../../view/interest.ts';
import type { StateDocument } from '../../view/state-document.ts';
import type { EnginePort, Requests } from '../../worker/port.ts';
import type { RecordPlace } from '../state/choice-slice.ts';
import type { Origin } from '../state/run-slice.ts';
import { page } from '../state/store.ts';
import { endOf } from '../time/view-axis.ts';
import { createDataStore, type DataStore } from './data-store.ts';
import { createFrames, type Frames } from './frames.ts';
import { listen } from './listen.ts';
import { report } from './report.ts';

export interface OpenOptions {
  /** Where the picture opens; absent: at the scenario's `openAt`. */
  readonly untilMs?: number;
  readonly play?: boolean;
}

export interface Session {
  readonly frames: Frames;
  readonly data: DataStore;
  /** Resolves with the digest of the state shown, once a frame of it has been drawn. */
  open(run: Run, origin: Origin, options?: OpenOptions): Promise<string>;
  /** Rejects with a `Refusal`. */
  command(command: Command): Promise<TimedCommand>;
  play(): void;
  pause(): void;
  step(target: StepTarget): Promise<Requests['step']['result']>;
  stepBack(): Promise<number>;
  seek(ms: number): Promise<number>;
  restart(): Promise<number>;
  setPace(pace: Pace): void;
  setInterest(interest: Interest): void;
  select(selection: Selection | null, record?: RecordPlace | null): void;
  record(topic: string, partition: number, offset: number): Promise<EntryDetail | null>;
  previewReset(command: Requests['previewReset']['params']): Promise<Requests['previewReset']['result']>;
  messages(about: Selection | null): Promise<MessageList>;
  bytes(target: BytesTarget): Promise<BytesView | null>;
  state(): Promise<StateDocument>;
  share(): Promise<Requests['share']['result']>;
}

/** A search for something that will not happen must end: the stage goes back to where it began. */
const LONGEST_SEARCH_MS = 6000;

async function step(
  engine: EnginePort,
  frames: Frames,
  target: StepTarget,
): Promise<Requests['step']['result']> {
  const { digest, axis } = page.getState();
  const fromUs = digest?.timeUs ?? 0;
  let givenUp: Promise<unknown> | null = null;
  engine.pause();
  const timer = setTimeout(() => {
    givenUp = engine.request('seek', { ms: fromUs / 1000 });
  }, LONGEST_SEARCH_MS);
  const result = await engine.request('step', { target });
  clearTimeout(timer);
  await givenUp;
  await frames.drawn();
  if (!givenUp) return result;
  page.getState().cutTimeline(endOf(axis).timeUs);
  return { timeMs: fromUs / 1000, found: false };
}

export function createSession(engine: EnginePort): Session {
  const frames = createFrames(engine);
  const data = createDataStore();
  const now = page.getState;
  /** Of several that are opened at once, the last counts. */
  let opening = 0;

  const seek = async (ms: number): Promise<number> => {
    const { timeMs } = await engine.request('seek', { ms: Math.max(0, ms) });
    await frames.drawn();
    return timeMs;
  };

  const session: Session = {
    frames,
    data,
    async open(run, origin, { untilMs = run.scenario.openAtMs, play = false } = {}) {
      const mine = ++opening;
      const tables = await data.tablesFor(run);
      const before = now();
      before.setStatus('loading');
      try {
        engine.pause();
        const { digest } = await engine.request('load', { run, data: tables, untilMs });
        if (mine !== opening) return digest;
        engine.select(null);
        before.setSelection(null);
        before.setBytes(null);
        before.setRun({ ...run, origin });
        before.openTimeline(untilMs * 1000);
        before.setStatus('ready');
        await frames.drawn();
        if (play && mine === opening) engine.play();
        return digest;
      } catch (cause) {
        if (mine === opening) now().setStatus(before.run ? 'ready' : 'empty');
        throw cause;
      }
    },
    async command(command) {
      now().commandSent();
      let stamped: TimedCommand | null = null;
      try {
        const tables = await data.tablesForCommand(command);
        stamped = await engine.request('command', { command, data: tables });
        now().cutTimeline(stamped.atMs * 1000);
        return stamped;
      } finally {
        now().commandAnswered(stamped);
      }
    },
    play: () => engine.play(),
    pause: () => engine.pause(),
    step: (target) => step(engine, frames, target),
    async stepBack() {
      engine.pause();
      const { timeMs } = await engine.request('stepBack', null);
      await frames.drawn();
      return timeMs;
    },
    seek,
    restart: () => seek(now().run?.scenario.openAtMs ?? 0),
    setPace: (pace) => engine.setPace(pace),
    setInterest: (interest) => engine.setInterest(interest),
    select(selection, record) {
      engine.select(selection);
      now().setSelection(selection, record);
    },
    record: (topic, partition, offset) => engine.request('record', { topic, partition, offset }),
    previewReset: (command) => engine.request('previewReset', command),
    messages: (about) => engine.request('messages', { about }),
    bytes: (target) => engine.request('bytes', target),
    state: () => engine.request('state', null),
    share: () => engine.request('share', null),
  };
  listen(engine, frames, () => {
    const { run } = now();
    if (run) void session.open(run, run.origin).catch(report);
  });
  return session;
}
