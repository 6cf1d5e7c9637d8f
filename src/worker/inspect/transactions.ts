/** What transactions add to the inspector: whose they are, and what they hold back. */
import type { Transaction } from '../../engine/client/transaction/transaction.ts';
import { lastStableOffset } from '../../engine/log/high-watermark.ts';
import type { UnifiedLog } from '../../engine/log/unified-log.ts';
import { transactions } from '../../engine/transaction/transactions.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { transactionalIdsOf } from '../../sim/transactional-ids.ts';
import type { Explanation, Fact } from '../../view/inspection.ts';
import { because, fact } from './lines.ts';

/** The transactional id that a producer id belongs to; null: no coordinator knows it (any more). */
export function transactionalIdOf({ cluster }: Simulation, producerId: number): string | null {
  return transactionalIdsOf(cluster).find((each) => each.producerId === producerId)?.transactionalId ?? null;
}

export function brokerTransactionFacts({ cluster }: Simulation, broker: number): Fact[] {
  const ids = transactionalIdsOf(cluster).filter(({ coordinator }) => coordinator === broker);
  return ids.length > 0 ? [fact('coordinates-transactions', ids.length)] : [];
}

/** What the producer knows of its transaction, and what the coordinator does. */
export function producerTransaction(
  { cluster }: Simulation,
  transaction: Transaction,
): { readonly facts: Fact[]; readonly explanations: Explanation[] } {
  const { id, phase, records } = transactions.rules().describeTransaction(transaction);
  const known = transactionalIdsOf(cluster).find(({ transactionalId }) => transactionalId === id);
  return {
    facts: [
      fact('transactional-id', id),
      fact('transaction-state', known?.state ?? ''),
      fact('transaction-partitions', known?.partitions.length ?? 0),
      fact('coordinator', known?.coordinator ?? -1),
    ],
    explanations: [
      because(`producer-transaction-${phase}`, {
        id,
        records,
        error: transaction.lastError ?? '',
      }),
    ],
  };
}

export function partitionTransactionFacts(simulation: Simulation, log: UnifiedLog): Fact[] {
  const open = log.transactions.ongoing.map(
    ({ producerId, firstOffset }) => `${whose(simulation, producerId)} ${firstOffset}`,
  );
  return open.length > 0 ? [fact('open-transactions', open.join(', '))] : [];
}

/** What holds back consumers with read_committed; nothing: they may read all that is below the high watermark. */
export function whatHoldsBack(simulation: Simulation, log: UnifiedLog): Explanation[] {
  const lastStable = lastStableOffset(log);
  if (lastStable >= log.highWatermark) return [];
  const { ongoing, unreplicated } = log.transactions;
  const isOpen =
    ongoing[0] !== undefined && ongoing[0].firstOffset <= (unreplicated[0]?.firstOffset ?? Infinity);
  const { producerId } = (isOpen ? ongoing : unreplicated)[0]!;
  return [
    because(isOpen ? 'partition-lso-open' : 'partition-lso-marker', {
      transaction: whose(simulation, producerId),
      lastStable,
      behind: log.highWatermark - lastStable,
    }),
  ];
}

function whose(simulation: Simulation, producerId: number): string {
  return transactionalIdOf(simulation, producerId) ?? `producerId=${producerId}`;
}
