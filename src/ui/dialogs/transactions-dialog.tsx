import { useState } from 'react';
import { transactionsNow } from '../session/workload-now.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';
import { TransactionSizes } from './transaction-fields.tsx';
import { FIRST_TRANSACTIONS, isWhole } from './transaction-form.ts';

export function TransactionsDialog({
  producer,
  onClose,
}: {
  readonly producer: string;
  readonly onClose: () => void;
}) {
  const { dialogs } = useMore();
  const run = usePage((page) => page.run);
  const [transactions, setTransactions] = useState(
    () => transactionsNow(run, producer) ?? FIRST_TRANSACTIONS,
  );
  return (
    <FormDialog
      title={dialogs.transactionsOf(producer)}
      intro={dialogs.transactionsOfHint}
      submit={dialogs.apply}
      onClose={onClose}
      command={isWhole(transactions) ? { do: 'setTransactions', producer, transactions } : null}
    >
      <TransactionSizes transactions={transactions} firstFocus onChange={setTransactions} />
    </FormDialog>
  );
}
