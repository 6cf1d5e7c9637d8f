/** What transactions add to the inspector: whose they are, and what they hold back. */
import { lastStableOffset } from '../../engine/log/high-watermark.ts';
import type { UnifiedLog } from '../../engine/log/unified-log.ts';
import { findProducer } from '../../sim/named.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Explanation, Fact } from '../../view/inspection.ts';
import { because, fact } from './lines.ts';

/** The transactional id that a producer id belongs to; null: nobody has it (any more). */
export function transactionalIdOf({ cluster, applications }: Simulation, producerId: number): string | null {
  for (const { producer } of applications.streams) {
    const node = findProducer(cluster, producer);
    const id = (node?.configs as Record<string, unknown> | undefined)?.['transactional.id'];
    if (node?.transactionManager?.producerId === producerId) return typeof id === 'string' ? id : null;
  }
  return null;
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
