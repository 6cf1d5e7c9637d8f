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
        <>
          <NumberField
            label={dialogs.transactionRecords}
            hint={dialogs.transactionsHint}
            value={transactions.records}
            min={1}
            max={1e6}
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
      )}
    </>
  );
}
