/** The worker's shell: one session, told what to do by messages, answering with frames, digests and results. */

import { refusalOf } from '../sim/command-check.ts';
import { bringParts } from '../sim/engine-parts.ts';
import { type Simulation, toMicros } from '../sim/simulation.ts';
import { stateDocument } from '../sim/state-document.ts';
import { buildDigest } from './digest-builder.ts';
import { buildFrame, transferables } from './frame-builder.ts';
import { NOTHING_SPENT } from './pace.ts';
import type { FromWorker, LoadRequest, Refusal, RequestName, Requests, ToWorker } from './port.ts';
import {
  advance,
  arriveAt,
  beginStepBack,
  command,
  createSession,
  digestOf,
  goOnBack,
  play,
  replay,
  type Session,
  step,
} from './session.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A frame's share of work: the rest of its 16 ms belongs to building and sending it. */
const TICK_BUDGET_MS = 9;
/** Between two slices of a long way the worker hears of a pause. */
const SLICE_MS = 40;
const DIGEST_EVERY_MS = 125;

let session: Session | null = null;
let seq = 0;
let lastDigestMs = Number.NEGATIVE_INFINITY;
let structureWanted = true;
/** Loaded once something is selected: the first frame does without. */
let inspector: typeof import('./inspect/index.ts').inspect | null = null;
/** Counts what makes a long way pointless: another load, seek or step, or an action at the moment shown. */
let journey = 0;
/** While on a long way time goes by no other. */
let travelling = 0;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

function within(budgetMs: number): () => boolean {
  const end = performance.now() + budgetMs;
  return () => performance.now() >= end;
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function sendFrame(current: Session): void {
  const frame = buildFrame(current, seq++, structureWanted);
  structureWanted = false;
  post({ type: 'frame', frame }, transferables(frame));
}

function maybeSendDigest(current: Session, now = false): void {
  if (!now && performance.now() - lastDigestMs < DIGEST_EVERY_MS) return;
  lastDigestMs = performance.now();
  post({ type: 'digest', digest: buildDigest(current, inspector) });
}

function tick(current: Session, wallMs: number): void {
  if (travelling === 0) play(current, wallMs, within(TICK_BUDGET_MS));
  sendFrame(current);
  maybeSendDigest(current);
}

/** Goes to a moment, however far, in slices. False: something else came between. */
async function travel(current: Session, untilUs: number): Promise<boolean> {
  const mine = ++journey;
  travelling++;
  try {
    while (!advance(current, untilUs, within(SLICE_MS))) {
      await nextTask();
      if (mine !== journey) return false;
    }
    current.jumped = true;
    return true;
  } finally {
    travelling--;
  }
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail);
  }
}

function loaded(): Session {
  if (!session) throw new Refused({ code: 'not-possible', field: null, detail: 'nothing is loaded' });
  return session;
}

async function load({ run, data, untilMs }: LoadRequest): Promise<Requests['load']['result']> {
  await bringParts(run);
  const fresh = createSession(run, data);
  if (session) {
    fresh.interest = session.interest;
    fresh.pace = session.pace;
  }
  await travel(fresh, toMicros(untilMs));
  fresh.marks = fresh.marks.filter(({ author }) => author === 'you');
  session = fresh;
  structureWanted = true;
  sendFrame(fresh);
  maybeSendDigest(fresh, true);
  return { digest: digestOf(fresh) };
}

/** What is shown stays until the moment is reached, and stays for good if something else comes between. */
async function seek(ms: number): Promise<{ timeMs: number }> {
  const current = loaded();
  const untilUs = toMicros(ms);
  if (untilUs >= current.simulation.cluster.nowUs) await travel(current, untilUs);
  else {
    const fresh = replay(current);
    if (await travel(fresh, untilUs)) arriveAt(current, fresh);
  }
  return arrived(current);
}

function arrived(current: Session): { timeMs: number } {
  sendFrame(current);
  maybeSendDigest(current, true);
  return { timeMs: current.simulation.cluster.nowUs / 1000 };
}

async function stepTo({ target }: Requests['step']['params']): Promise<Requests['step']['result']> {
  const current = loaded();
  current.playing = false;
  const mine = ++journey;
  let found = step(current, target, within(SLICE_MS));
  while (found === null) {
    await nextTask();
    if (mine !== journey) break;
    found = step(current, target, within(SLICE_MS));
  }
  return { ...arrived(current), found: found === true };
}

async function stepBack(): Promise<Requests['stepBack']['result']> {
  const current = loaded();
  current.playing = false;
  const mine = ++journey;
  const way = beginStepBack(current);
  while (!goOnBack(current, way, within(SLICE_MS))) {
    await nextTask();
    if (mine !== journey) break;
  }
  return arrived(current);
}

async function act({
  command: asked,
  data,
}: Requests['command']['params']): Promise<Requests['command']['result']> {
  await bringParts(asked);
  const current = loaded();
  journey++;
  const refusal = refusalOf(current.simulation, asked);
  if (refusal) throw new Refused(refusal);
  if (data) addData(current, data);
  const action = command(current, asked);
  arrived(current);
  return action;
}

function addData(
  current: Session,
  data: ReadonlyMap<string, never> | Requests['load']['params']['data'],
): void {
  const all = new Map([...current.data, ...data]);
  current.data = all;
  (current.simulation as { data: Simulation['data'] }).data = all;
}

/** What closer looks need comes with the first of them. */
const looking = () => import('./inspect/index.ts');

const HANDLERS: {
  [Name in RequestName]: (
    params: Requests[Name]['params'],
  ) => Promise<Requests[Name]['result']> | Requests[Name]['result'];
} = {
  load,
  step: stepTo,
  stepBack,
  seek: ({ ms }) => seek(ms),
  command: act,
  state: () => stateDocument(loaded().simulation),
  share() {
    const current = loaded();
    return { run: current.run, digest: digestOf(current), timeMs: current.simulation.cluster.nowUs / 1000 };
  },
  async previewReset(command) {
    const { previewReset } = await looking();
    return previewReset(loaded().simulation, command);
  },
  async record({ topic, partition, offset }) {
    const { entryDetail } = await looking();
    return entryDetail(loaded().simulation, topic, partition, offset);
  },
  messages: async ({ about }) => (await looking()).messagesOf(loaded(), about),
  bytes: async (target) => (await looking()).bytesOf(loaded(), target),
};

async function answer(message: Extract<ToWorker, { type: 'request' }>): Promise<void> {
  try {
    const handler = HANDLERS[message.name] as (params: unknown) => unknown;
    post({ type: 'answer', id: message.id, result: await handler(message.params) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    post({ type: 'refused', id: message.id, refusal: error.refusal });
  }
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'request':
      answer(message).catch(crash);
      break;
    case 'tick':
      if (session) tick(session, message.wallMs);
      break;
    case 'play':
    case 'pause':
      if (!session) break;
      if (message.type === 'play' && !session.playing) session.spentMs = NOTHING_SPENT;
      session.playing = message.type === 'play';
      maybeSendDigest(session, true);
      break;
    case 'pace':
      if (session) session.pace = message.pace;
      break;
    case 'interest':
      if (session) session.interest = message.interest;
      break;
    case 'select':
      if (!session) break;
      session.selection = message.selection;
      maybeSendDigest(session, true);
      if (!inspector && message.selection) loadInspector().catch(crash);
      break;
  }
}

async function loadInspector(): Promise<void> {
  inspector = (await looking()).inspect;
  if (session) maybeSendDigest(session, true);
}

function crash(error: unknown): void {
  session = null;
  post({
    type: 'crashed',
    detail: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
  });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  try {
    receive(data);
  } catch (error) {
    crash(error);
  }
};
