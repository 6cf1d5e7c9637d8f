/** Where a partition's replicas are to be: brokers are ticked and put into order, and it says what that comes to. */
import { useState } from 'react';
import type { DialogMessages } from '../../i18n/dialog-messages.ts';
import { rowOf } from '../../view/partition-row.ts';
import type { RowInfo } from '../../view/structure.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';
import { plannedMove, targetOf } from './planned-move.ts';
import { ReplicaList } from './replica-list.tsx';

interface MoveReplicasDialogProps {
  readonly topic: string;
  readonly partition: number;
  readonly onClose: () => void;
}

export function MoveReplicasDialog({ topic, partition, onClose }: MoveReplicasDialogProps) {
  const { dialogs } = useMore();
  const structure = usePage((page) => page.structure);
  const row = structure ? rowOf(structure, topic, partition) : undefined;
  const [chosen, setChosen] = useState<readonly number[]>(() => (row ? targetOf(row) : []));
  const isChange = row !== undefined && chosen.length > 0 && plannedMove(row, chosen).isChange;
  return (
    <FormDialog
      title={dialogs.replicas.title(topic, partition)}
      intro={dialogs.replicas.intro}
      submit={dialogs.replicas.submit}
      onClose={onClose}
      command={isChange ? { do: 'reassignPartitions', topic, partition, replicas: chosen } : null}
    >
      {row && structure && (
        <>
          <ReplicaList row={row} brokers={structure.brokers} chosen={chosen} onChange={setChosen} />
          <Outcome row={row} chosen={chosen} words={dialogs.replicas} />
        </>
      )}
    </FormDialog>
  );
}

interface OutcomeProps {
  readonly row: RowInfo;
  readonly chosen: readonly number[];
  readonly words: DialogMessages['replicas'];
}

function Outcome({ row, chosen, words }: OutcomeProps) {
  const { from, isChange, adds, removes, nextLeader, preferredInstead } = plannedMove(row, chosen);
  const isMoved = adds.length + removes.length > 0;
  return (
    <div className="replica-outcome" role="status">
      <p className="mono">{words.fromTo(from.join(', '), chosen.join(', ') || '–')}</p>
      {chosen.length === 0 ? (
        <p className="field-error">{words.none}</p>
      ) : (
        <p>
          {!isChange ? words.unchanged : isMoved ? words.moved(adds, removes) : words.reordered}
          {isChange && nextLeader !== null && ` ${words.leaderGoes(row.leader, nextLeader)}`}
          {isChange && preferredInstead !== null && ` ${words.leaderStays(row.leader, preferredInstead)}`}
        </p>
      )}
    </div>
  );
}
