/**
 * What the page and the engine's worker say to each other: one discriminated union each way. `EnginePort` is
 * the page's side as functions; requests that can fail return promises, the rest is told by callbacks.
 */
import type { DataEvent } from '../scenario/data/events.ts';
import type { Command, Run, TimedCommand } from '../scenario/scenario.ts';
import type { BytesTarget, BytesView, MessageList } from '../view/bytes.ts';
import type { StepTarget } from '../view/codes.ts';
import type { Digest, Pace } from '../view/digest.ts';
import type { Frame } from '../view/frame.ts';
import type { EntryDetail, Selection } from '../view/inspection.ts';
import type { Interest } from '../view/interest.ts';
import type { ResetPreview } from '../view/reset-preview.ts';
import type { StateDocument } from '../view/state-document.ts';

/** By `sourceId`. */
export type DataTables = ReadonlyMap<string, readonly DataEvent[]>;

/** Where a loaded run opens: at its scenario's `openAt`, or where the sender of a link was. */
export interface LoadRequest {
  readonly run: Run;
  readonly data: DataTables;
  readonly untilMs: number;
}

/** Requests with an answer, by name: what goes and what comes back. */
export interface Requests {
  load: { params: LoadRequest; result: { readonly digest: string } };
  step: {
    params: { readonly target: StepTarget };
    result: { readonly timeMs: number; readonly found: boolean };
  };
  stepBack: { params: null; result: { readonly timeMs: number } };
  seek: { params: { readonly ms: number }; result: { readonly timeMs: number } };
  /** The stamped action. Refused with a CommandRefusal. */
  command: { params: { readonly command: Command; readonly data: DataTables | null }; result: TimedCommand };
  state: { params: null; result: StateDocument };
  /** The run so far, with the digest of its state now and the moment shown. */
  share: { params: null; result: { readonly run: Run; readonly digest: string; readonly timeMs: number } };
  /** What the command would do at this moment. */
  previewReset: {
    params: Extract<Command, { readonly do: 'resetOffsets' }>;
    result: ResetPreview;
  };
  record: {
    params: { readonly topic: string; readonly partition: number; readonly offset: number };
    result: EntryDetail | null;
  };
  /** Messages under way and those that arrived last; null: of all clients. */
  messages: { params: { readonly about: Selection | null }; result: MessageList };
  bytes: { params: BytesTarget; result: BytesView | null };
}

export type RequestName = keyof Requests;

export type ToWorker =
  | {
      readonly [Name in RequestName]: {
        readonly type: 'request';
        readonly id: number;
        readonly name: Name;
        readonly params: Requests[Name]['params'];
      };
    }[RequestName]
  | { readonly type: 'play' | 'pause' }
  | { readonly type: 'pace'; readonly pace: Pace }
  | { readonly type: 'interest'; readonly interest: Interest }
  | { readonly type: 'select'; readonly selection: Selection | null }
  /** The page drew a frame and wants the next: so many wall milliseconds have passed. */
  | { readonly type: 'tick'; readonly wallMs: number };

/** Why a request came to nothing. */
export interface Refusal {
  readonly code: 'unknown-thing' | 'not-possible' | 'failed';
  /** Field of the command that is wrong, if one is. */
  readonly field: string | null;
  readonly detail: string;
}

export type FromWorker =
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'digest'; readonly digest: Digest }
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'refused'; readonly id: number; readonly refusal: Refusal }
  /** The worker itself failed: a bug. The run can be loaded again. */
  | { readonly type: 'crashed'; readonly detail: string };

export interface EnginePort {
  /** Rejects with a `Refusal`. */
  request<Name extends RequestName>(
    name: Name,
    params: Requests[Name]['params'],
  ): Promise<Requests[Name]['result']>;
  play(): void;
  pause(): void;
  setPace(pace: Pace): void;
  setInterest(interest: Interest): void;
  select(selection: Selection | null): void;
  /** Asks for the next frame; answered by `onFrame` once. */
  tick(wallMs: number): void;
  onFrame(listener: (frame: Frame) => void): () => void;
  onDigest(listener: (digest: Digest) => void): () => void;
  onCrash(listener: (detail: string) => void): () => void;
}
