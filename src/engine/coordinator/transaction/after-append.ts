/** What follows once a transition is written and committed, or has failed. */
import { Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import { respondToAdd, respondToEnd, respondToInitProducerId } from './transaction-answers.ts';
import type { AppendSequel, EndAsker } from './transaction-coordinator.ts';
import { addTxnMarkersToSend, onCompletionWritten } from './transaction-marker-channel-manager.ts';
import { prepareComplete, supportsEpochBump, type TxnTransitMetadata } from './transaction-metadata.ts';
import {
  appendTransactionToLog,
  type FoundTransaction,
  type SettledAppend,
} from './transaction-state-manager.ts';

/** Writes a prepared transition, and has `sequel` follow. */
export function writeTransition(
  ctx: Ctx,
  broker: BrokerNode,
  found: FoundTransaction,
  transit: TxnTransitMetadata,
  sequel: AppendSequel,
): void {
  const failed = appendTransactionToLog(ctx, broker, found, transit, sequel);
  if (failed) afterAppend(ctx, broker, failed);
}

export function afterAppend(ctx: Ctx, broker: BrokerNode, settled: SettledAppend): void {
  const { sequel, transit, error } = settled;
  switch (sequel.kind) {
    case 'init-producer-id':
      respondToInitProducerId(ctx, broker, sequel.request, error, transit!);
      break;
    case 'add-partitions':
      respondToAdd(ctx, broker, sequel.to, error);
      break;
    case 'end':
      sendMarkers(ctx, broker, settled, sequel.asker);
      break;
    case 'complete':
      onCompletionWritten(ctx, broker, settled);
      break;
  }
}

/** The decision stands, and the producer is told so at once: its markers are written while it goes on. */
function sendMarkers(
  ctx: Ctx,
  broker: BrokerNode,
  { partition, transactionalIds, error }: SettledAppend,
  asker: EndAsker,
): void {
  if (error !== Errors.NONE) {
    respondToEnd(ctx, broker, asker, error);
    return;
  }
  const shard = broker.transactions!.coordinator.shards.get(partition)!;
  const metadata = shard.metadata.get(transactionalIds[0]!)!;
  const end = prepareComplete(metadata, wallClockMs(ctx));
  const producer = supportsEpochBump(end.clientTransactionVersion) ? end : undefined;
  respondToEnd(ctx, broker, asker, Errors.NONE, producer);
  addTxnMarkersToSend(ctx, broker, { shard, metadata }, end);
}
