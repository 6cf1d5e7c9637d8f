/** The run on the stage: what was loaded, and what the engine last said of it. */
import type { Run, TimedCommand } from '../../scenario/scenario.ts';
import type { Digest } from '../../view/digest.ts';
import type { Structure } from '../../view/structure.ts';
import type { Slice } from './slice.ts';

/** Where a run came from: for the breadcrumb and the address. */
export type Origin =
  | { readonly kind: 'builtin'; readonly id: string }
  | { readonly kind: 'blank' | 'page' }
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'file'; readonly name: string };

export interface LoadedRun extends Run {
  readonly origin: Origin;
}

export type RunStatus = 'empty' | 'loading' | 'ready' | 'crashed';

export interface RunSlice {
  readonly status: RunStatus;
  readonly run: LoadedRun | null;
  readonly digest: Digest | null;
  readonly structure: Structure | null;
  /** Commands sent and not yet stamped. */
  readonly pendingCommands: number;
  readonly setStatus: (status: RunStatus) => void;
  readonly setRun: (run: LoadedRun) => void;
  readonly setDigest: (digest: Digest) => void;
  readonly setStructure: (structure: Structure) => void;
  readonly commandSent: () => void;
  /** `stamped`: null if it was refused. */
  readonly commandAnswered: (stamped: TimedCommand | null) => void;
}

export const runSlice: Slice<RunSlice> = (set) => ({
  status: 'empty',
  run: null,
  digest: null,
  structure: null,
  pendingCommands: 0,
  setStatus: (status) => set({ status }),
  setRun: (run) => set({ run }),
  setDigest: (digest) => set({ digest }),
  setStructure: (structure) => set({ structure }),
  commandSent: () => set(({ pendingCommands }) => ({ pendingCommands: pendingCommands + 1 })),
  commandAnswered: (stamped) =>
    set(({ pendingCommands, run }) => ({
      pendingCommands: pendingCommands - 1,
      run: run && stamped ? { ...run, actions: withAction(run.actions, stamped) } : run,
    })),
});

/** As the engine does: what had been done later belongs to another future. */
function withAction(actions: readonly TimedCommand[], stamped: TimedCommand): TimedCommand[] {
  return [...actions.filter(({ atMs }) => atMs <= stamped.atMs), stamped];
}
