/** The simulator knows the truth of every record: the counts, each explained to who points at it. */
import { Fragment } from 'react';
import { count } from '../../i18n/format.ts';
import type { LedgerCounts } from '../../view/digest.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';
import './ledger.css';

/** Always shown. */
const MAIN: readonly (keyof LedgerCounts)[] = [
  'produced',
  'acknowledged',
  'delivered',
  'lost',
  'redelivered',
];
/** Shown once there are any. */
const SELDOM: readonly (keyof LedgerCounts)[] = ['outOfOrder', 'expiredUnread'];

export function Ledger() {
  const { shell } = useMessages();
  const counts = usePage((page) => page.digest?.ledger);
  const violations = usePage((page) => page.digest?.violations ?? 0);
  const shown = [...MAIN, ...SELDOM.filter((name) => (counts?.[name] ?? 0) > 0)];
  return (
    <section className="ledger" aria-label={shell.ledger}>
      {shown.map((name) => (
        <Fragment key={name}>
          <Count name={name} value={counts?.[name] ?? 0} />
        </Fragment>
      ))}
      {violations > 0 && (
        <p className="ledger-violations" role="alert">
          {shell.violations(violations)}
        </p>
      )}
    </section>
  );
}

function Count({ name, value }: { readonly name: keyof LedgerCounts; readonly value: number }) {
  const { ledger } = useMessages();
  const { label, explained } = ledger[name];
  const id = `ledger-${name}`;
  return (
    <button
      type="button"
      className="count with-tip"
      data-count={name}
      data-any={value > 0 || undefined}
      aria-describedby={id}
    >
      <span className="count-value mono">{count(value)}</span>
      <span className="count-label">{label}</span>
      <span className="tip" data-side="start" role="tooltip" id={id}>
        {explained}
      </span>
    </button>
  );
}
