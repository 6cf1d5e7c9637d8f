/** The dialog that is open. Each that is large comes in a chunk of its own. */
import { lazy, Suspense } from 'react';
import type { Dialog } from '../state/choice-slice.ts';
import { usePage } from '../state/use-page.ts';
import { AddConsumerDialog } from './add-consumer-dialog.tsx';
import { AddPartitionsDialog } from './add-partitions-dialog.tsx';
import { AddProducerDialog } from './add-producer-dialog.tsx';
import { AddTopicDialog } from './add-topic-dialog.tsx';
import { DeleteRecordsDialog } from './delete-records-dialog.tsx';
import { LoadDialog } from './load-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { MoveReplicasDialog } from './move-replicas-dialog.tsx';
import { ProduceDialog } from './produce-dialog.tsx';
import { TransactionsDialog } from './transactions-dialog.tsx';

const ShareDialog = lazy(() => import('../share/share-dialog.tsx'));
const DataDialog = lazy(() => import('../data/data-dialog.tsx'));
const ResetOffsetsDialog = lazy(() => import('./reset-offsets-dialog.tsx'));
const AskFileDialog = lazy(() => import('../data/ask-file-dialog.tsx'));

export default function Dialogs({ dialog }: { readonly dialog: Dialog }) {
  const setDialog = usePage((page) => page.setDialog);
  const close = (): void => setDialog(null);
  return <Suspense fallback={null}>{dialogOf(dialog, close)}</Suspense>;
}

function dialogOf(dialog: Dialog, onClose: () => void) {
  switch (dialog.kind) {
    case 'share':
      return <ShareDialog onClose={onClose} />;
    case 'add-producer':
      return <AddProducerDialog onClose={onClose} />;
    case 'add-consumer':
      return <AddConsumerDialog group={dialog.group} onClose={onClose} />;
    case 'add-topic':
      return <AddTopicDialog onClose={onClose} />;
    case 'add-partitions':
      return <AddPartitionsDialog topic={dialog.topic} onClose={onClose} />;
    case 'delete-records':
      return <DeleteRecordsDialog topic={dialog.topic} partition={dialog.partition} onClose={onClose} />;
    case 'move-replicas':
      return <MoveReplicasDialog topic={dialog.topic} partition={dialog.partition} onClose={onClose} />;
    case 'reset-offsets':
      return <ResetOffsetsDialog group={dialog.group} onClose={onClose} />;
    case 'produce':
      return <ProduceDialog producer={dialog.producer} onClose={onClose} />;
    case 'load':
      return <LoadDialog producer={dialog.producer} onClose={onClose} />;
    case 'transactions':
      return <TransactionsDialog producer={dialog.producer} onClose={onClose} />;
    case 'move-consumer':
      return <MoveDialog consumer={dialog.consumer} onClose={onClose} />;
    case 'data':
      return <DataDialog producer={dialog.producer} file={dialog.file} onClose={onClose} />;
    case 'ask-file':
      return <AskFileDialog workload={dialog.workload} retry={dialog.retry} onClose={onClose} />;
  }
}
