import type { RefObject } from 'react';
import type { StepTarget } from '../../view/codes.ts';
import { Menu } from '../controls/menu.tsx';
import { useMessages } from '../state/hooks.ts';
import { useMarkWords } from './use-mark-words.ts';

/** In the order of what people look for. */
const KINDS: readonly (readonly Exclude<StepTarget, 'message'>[])[] = [
  [
    'rebalance',
    'group-stable',
    'member-removed',
    'consumer-failed',
    'offset-reset',
    'group-offsets-reset',
    'position-truncated',
  ],
  [
    'transaction-committed',
    'transaction-aborted',
    'transaction-timed-out',
    'producer-fenced',
    'producer-failed',
  ],
  ['leader-elected', 'isr-shrunk', 'isr-grown', 'log-truncated'],
  [
    'segment-expired',
    'log-cleaned',
    'batch-split',
    'send-failed',
    'record-lost',
    'record-redelivered',
    'record-out-of-order',
  ],
  ['broker-stopped', 'broker-started', 'request-refused', 'action'],
];

interface StepMenuProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onStep: (target: StepTarget) => void;
  readonly onClose: () => void;
}

export function StepMenu({ at, returnTo, onStep, onClose }: StepMenuProps) {
  const { transport } = useMessages();
  const marks = useMarkWords();
  const groups = KINDS.map((kinds) =>
    kinds.map((kind) => ({ label: marks.kinds[kind], run: () => onStep(kind) })),
  );
  return (
    <Menu
      label={transport.stepTo}
      heading={transport.stepTo}
      groups={groups}
      at={at}
      above
      returnTo={returnTo}
      onClose={onClose}
    />
  );
}
