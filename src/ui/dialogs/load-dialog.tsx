import { useState } from 'react';
import { workloadNow } from '../session/workload-now.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';
import { LoadFields } from './load-fields.tsx';
import { formOf, workloadOf } from './load-form.ts';

export function LoadDialog({
  producer,
  onClose,
}: {
  readonly producer: string;
  readonly onClose: () => void;
}) {
  const { dialogs } = useMore();
  const run = usePage((page) => page.run);
  const now = workloadNow(run, producer);
  const [load, setLoad] = useState(() => formOf(now));
  const prefix = now && 'keys' in now ? now.keys?.prefix : undefined;
  const workload = workloadOf(load, prefix);
  return (
    <FormDialog
      title={dialogs.load(producer)}
      submit={dialogs.apply}
      onClose={onClose}
      command={workload && { do: 'setWorkload', producer, workload }}
    >
      <LoadFields load={load} onChange={setLoad} />
    </FormDialog>
  );
}
