import type { TransactionsSpec } from '../../scenario/scenario.ts';
import { CheckField, NumberField } from '../controls/field.tsx';
import { useMore } from '../state/use-more.ts';
import { FIRST_TRANSACTIONS } from './transaction-form.ts';

interface TransactionFieldsProps {
  /** Null: it sends without transactions. */
  readonly transactions: TransactionsSpec | null;
  readonly onChange: (transactions: TransactionsSpec | null) => void;
}

/** Whether a producer sends in transactions, and what each consists of. */
export function TransactionFields({ transactions, onChange }: TransactionFieldsProps) {
  const { dialogs } = useMore();
  return (
    <>
      <CheckField
        label={dialogs.transactions}
        checked={transactions !== null}
        onChange={(checked) => onChange(checked ? FIRST_TRANSACTIONS : null)}
      />
      {transactions && (
        <TransactionSizes transactions={transactions} hint={dialogs.transactionsHint} onChange={onChange} />
      )}
    </>
  );
}

interface TransactionSizesProps {
  readonly transactions: TransactionsSpec;
  readonly hint?: string;
  readonly firstFocus?: boolean;
  readonly onChange: (transactions: TransactionsSpec) => void;
}

/** What a transaction consists of, and how it ends. */
export function TransactionSizes({ transactions, hint, firstFocus, onChange }: TransactionSizesProps) {
  const { dialogs } = useMore();
  return (
    <>
      <NumberField
        label={dialogs.transactionRecords}
        hint={hint}
        value={transactions.records}
        min={1}
        max={1e6}
        firstFocus={firstFocus}
        onChange={(records) => onChange({ ...transactions, records })}
      />
      <div className="field-row">
        <NumberField
          label={dialogs.abortEvery}
          hint={dialogs.abortEveryHint}
          value={transactions.abortEvery}
          min={0}
          max={1e6}
          onChange={(abortEvery) => onChange({ ...transactions, abortEvery })}
        />
        <NumberField
          label={dialogs.hold}
          value={transactions.holdMs}
          min={0}
          max={1e9}
          onChange={(holdMs) => onChange({ ...transactions, holdMs })}
        />
      </div>
    </>
  );
}
