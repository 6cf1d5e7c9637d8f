import { useState } from 'react';
import type { Configs, TransactionsSpec } from '../../scenario/scenario.ts';
import { ChoiceField, TextField } from '../controls/field.tsx';
import { clientNames, freeName } from '../session/new-things.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';
import { LoadFields } from './load-fields.tsx';
import { firstLoad, workloadOf } from './load-form.ts';
import { TransactionFields } from './transaction-fields.tsx';
import { isWhole } from './transaction-form.ts';
import { useClientName } from './use-name.ts';

export function AddProducerDialog({ onClose }: { readonly onClose: () => void }) {
  const { dialogs } = useMore();
  const structure = usePage((page) => page.structure);
  const topics = structure?.topics.map(({ name }) => name) ?? [];
  const [topic, setTopic] = useState(topics[0] ?? '');
  const [acks, setAcks] = useState('all');
  const [load, setLoad] = useState(firstLoad);
  const { name, trimmed, setName, error } = useClientName(freeName('Producer', clientNames(structure)));
  const workload = workloadOf(load);
  const [transactions, setTransactions] = useState<TransactionsSpec | null>(null);
  const isTransactional = acks === 'all' && transactions !== null;
  const isGood = error === null && topic !== '' && (!isTransactional || isWhole(transactions));
  const configs: Configs =
    acks === 'all' ? (isTransactional ? { 'transactional.id': trimmed } : {}) : { acks };

  return (
    <FormDialog
      title={dialogs.addProducer}
      submit={dialogs.add}
      onClose={onClose}
      command={
        isGood && workload
          ? {
              do: 'addProducer',
              name: trimmed,
              topic,
              configs,
              workload,
              ...(isTransactional ? { transactions } : {}),
            }
          : null
      }
    >
      <TextField label={dialogs.name} value={name} error={error} firstFocus onChange={setName} />
      <div className="field-row">
        <ChoiceField
          label={dialogs.topic}
          value={topic}
          choices={topics.map((each) => [each, each])}
          onChange={setTopic}
        />
        <ChoiceField
          label={dialogs.acks}
          value={acks}
          choices={['all', '1', '0'].map((each) => [each, each])}
          onChange={setAcks}
        />
      </div>
      <LoadFields load={load} onChange={setLoad} />
      {acks === 'all' && <TransactionFields transactions={transactions} onChange={setTransactions} />}
    </FormDialog>
  );
}
