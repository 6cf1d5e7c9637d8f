/** The run on the stage: what was loaded, and what the engine last said of it. */
import type { Scenario } from '../../scenario/scenario.ts';
import type { Digest } from '../../view/digest.ts';
import type { Structure } from '../../view/structure.ts';
import type { Slice } from './slice.ts';

/** Where a run came from: for the breadcrumb and the address. */
export type Origin =
  | { readonly kind: 'builtin'; readonly id: string }
  | { readonly kind: 'blank' | 'link' | 'page' }
  | { readonly kind: 'file'; readonly name: string };

export interface LoadedRun {
  readonly scenario: Scenario;
  readonly seed: number;
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
  /** True once the user has changed the run. */
  readonly touched: boolean;
  readonly setStatus: (status: RunStatus) => void;
  readonly setRun: (run: LoadedRun) => void;
  readonly setDigest: (digest: Digest) => void;
  readonly setStructure: (structure: Structure) => void;
  readonly commandSent: () => void;
  readonly commandAnswered: (accepted: boolean) => void;
}

export const runSlice: Slice<RunSlice> = (set) => ({
  status: 'empty',
  run: null,
  digest: null,
  structure: null,
  pendingCommands: 0,
  touched: false,
  setStatus: (status) => set({ status }),
  setRun: (run) => set({ run, touched: false }),
  setDigest: (digest) => set({ digest }),
  setStructure: (structure) => set({ structure }),
  commandSent: () => set(({ pendingCommands }) => ({ pendingCommands: pendingCommands + 1 })),
  commandAnswered: (accepted) =>
    set(({ pendingCommands, touched }) => ({
      pendingCommands: pendingCommands - 1,
      touched: touched || accepted,
    })),
});
