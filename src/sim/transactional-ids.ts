/** Transactional ids as an all-seeing eye finds them: at the broker that leads their partition of `__transaction_state`. */
import type { Cluster } from '../engine/cluster.ts';
import type { TransactionDescription } from '../engine/coordinator/transaction/describe-transactions.ts';
import { transactions } from '../engine/transaction/transactions.ts';
import { brokersOf, registrationOf } from './leaders.ts';

export interface TransactionAtCoordinator extends TransactionDescription {
  /** Broker id. */
  readonly coordinator: number;
}

const STATE_TOPIC = '__transaction_state';

/** Every one with a coordinator; of several brokers that think they lead, the controller's word counts. */
export function transactionalIdsOf(cluster: Cluster): TransactionAtCoordinator[] {
  if (!transactions.isInstalled()) return [];
  return brokersOf(cluster).flatMap((broker) =>
    transactions
      .rules()
      .describeTransactions(broker)
      .filter(({ partition }) => registrationOf(cluster, STATE_TOPIC, partition)?.leader === broker.brokerId)
      .map((of) => ({ ...of, coordinator: broker.brokerId })),
  );
}
