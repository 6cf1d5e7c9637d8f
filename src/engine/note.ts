/**
 * What happened, as data: a code and its numbers, never a sentence. The trace keeps notes, the ledger counts
 * by them, the timeline marks some, and the message catalogues have a sentence for each code.
 */
import type { EventId, LeaderEpoch, Micros, Offset } from '../kernel/brand.ts';
import type { ErrorName } from '../protocol/errors.ts';
import type { ApiName } from '../protocol/messages/index.ts';
import type { RecordBatch } from '../protocol/record-batch.ts';
import type { NewOffset } from './client/offset-reset/new-offsets.ts';
import type { TransactionStateName } from './coordinator/transaction/transaction-state.ts';
import type { NodeId } from './node.ts';

interface OfPartition {
  readonly topic: string;
  readonly partition: number;
}

export type ClassicGroupStateName =
  | 'Empty'
  | 'PreparingRebalance'
  | 'CompletingRebalance'
  | 'Stable'
  | 'Dead';
export type ConsumerGroupStateName = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable' | 'Dead';
export type GroupStateName = ClassicGroupStateName | ConsumerGroupStateName;

export type NoteBody =
  // A record's life. These come by batch and in great numbers.
  | ({ readonly code: 'batch-appended'; readonly broker: number; readonly batch: RecordBatch } & OfPartition)
  | ({ readonly code: 'batch-duplicate'; readonly broker: number; readonly baseOffset: Offset } & OfPartition)
  | ({
      readonly code: 'batch-replicated';
      readonly broker: number;
      readonly fromOffset: Offset;
      readonly toOffset: Offset;
    } & OfPartition)
  | ({
      readonly code: 'high-watermark';
      readonly broker: number;
      readonly highWatermark: Offset;
    } & OfPartition)
  | ({
      readonly code: 'batch-acknowledged';
      readonly producer: NodeId;
      /** -1 with acks=0, where nobody tells. */
      readonly baseOffset: Offset;
      readonly batch: RecordBatch;
    } & OfPartition)
  | ({
      readonly code: 'batch-failed';
      readonly producer: NodeId;
      readonly batch: RecordBatch;
      /** Beside answers' errors, what the client itself gives up on. */
      readonly error:
        | ErrorName
        | 'DELIVERY_TIMEOUT'
        | 'METADATA_TIMEOUT'
        | 'BUFFER_EXHAUSTED'
        | 'TRANSACTION_ABORTED';
    } & OfPartition)
  | ({
      /** Handed to the application by poll(): offsets [fromOffset, toOffset), held by these batches. */
      readonly code: 'records-delivered';
      readonly consumer: NodeId;
      readonly group: string | null;
      readonly fromOffset: Offset;
      readonly toOffset: Offset;
      readonly batches: readonly RecordBatch[];
    } & OfPartition)
  | ({
      /** Handed to send() by the application that read them: records [from, to) of a batch of that partition, by place. */
      readonly code: 'records-forwarded';
      readonly producer: NodeId;
      readonly consumer: NodeId;
      readonly batch: RecordBatch;
      readonly from: number;
      readonly to: number;
      /** What the first is called in the producer's stream; the others follow. */
      readonly firstIndex: number;
    } & OfPartition)
  // Producers.
  | {
      readonly code: 'producer-id';
      readonly producer: NodeId;
      readonly producerId: number;
      readonly producerEpoch: number;
    }
  | {
      readonly code: 'transaction-begun' | 'transaction-committed' | 'transaction-aborted';
      readonly producer: NodeId;
      readonly transactionalId: string;
      /** Handed to send() in it. */
      readonly records: number;
    }
  | {
      /** It can send nothing any more: another has its transactional.id now, or something else has gone wrong for good. */
      readonly code: 'producer-fenced' | 'producer-error';
      readonly producer: NodeId;
      readonly transactionalId: string;
      readonly error: ErrorName;
    }
  | ({
      readonly code: 'batch-retried';
      readonly producer: NodeId;
      readonly error: ErrorName;
      readonly attempt: number;
    } & OfPartition)
  | ({
      /** Refused as too large, and to be sent again in so many parts. */
      readonly code: 'batch-split';
      readonly producer: NodeId;
      /** Records in it. */
      readonly count: number;
      readonly parts: number;
    } & OfPartition)
  // Logs.
  | ({ readonly code: 'segment-rolled'; readonly broker: number; readonly baseOffset: Offset } & OfPartition)
  | ({
      readonly code: 'segment-deleted';
      readonly broker: number;
      readonly baseOffset: Offset;
      readonly nextOffset: Offset;
      readonly reason: 'retention.ms' | 'retention.bytes' | 'logStartOffset';
      readonly leader: boolean;
    } & OfPartition)
  | ({
      /** By DeleteRecords, at the leader: what is before `toOffset` may not be read any more. */
      readonly code: 'records-deleted';
      readonly broker: number;
      readonly fromOffset: Offset;
      readonly toOffset: Offset;
    } & OfPartition)
  | ({
      /** Compacted: offsets [fromOffset, toOffset) were dirty before, all of the log before them clean. */
      readonly code: 'log-cleaned';
      readonly broker: number;
      readonly fromOffset: Offset;
      readonly toOffset: Offset;
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly leader: boolean;
    } & OfPartition)
  | ({
      readonly code: 'log-truncated';
      readonly broker: number;
      readonly toOffset: Offset;
      readonly fromOffset: Offset;
    } & OfPartition)
  // Replication.
  | ({
      readonly code: 'isr-shrink-asked';
      readonly broker: number;
      readonly isr: readonly number[];
      readonly removed: readonly number[];
    } & OfPartition)
  | ({
      readonly code: 'isr-expand-asked';
      readonly broker: number;
      readonly isr: readonly number[];
      readonly added: readonly number[];
    } & OfPartition)
  | ({
      readonly code: 'became-leader';
      readonly broker: number;
      readonly leaderEpoch: LeaderEpoch;
    } & OfPartition)
  | ({
      readonly code: 'became-follower';
      readonly broker: number;
      readonly leader: number;
      readonly leaderEpoch: LeaderEpoch;
    } & OfPartition)
  // The controller.
  | { readonly code: 'broker-registered'; readonly broker: number; readonly brokerEpoch: number }
  | {
      readonly code: 'broker-fenced';
      readonly broker: number;
      readonly reason: 'session' | 'shutdown' | 'restart';
    }
  | { readonly code: 'broker-unfenced'; readonly broker: number }
  | { readonly code: 'broker-unregistered'; readonly broker: number }
  | {
      readonly code: 'topic-created';
      readonly topic: string;
      readonly partitions: number;
      readonly replicationFactor: number;
    }
  | { readonly code: 'topic-deleted'; readonly topic: string }
  | { readonly code: 'partitions-added'; readonly topic: string; readonly partitions: number }
  | {
      readonly code: 'config-changed';
      readonly resource: string;
      readonly name: string;
      readonly value: string | null;
    }
  | ({
      readonly code: 'leader-elected';
      /** -1: the partition is offline. */
      readonly leader: number;
      readonly previousLeader: number;
      readonly leaderEpoch: LeaderEpoch;
      readonly isr: readonly number[];
      readonly unclean: boolean;
    } & OfPartition)
  | ({
      readonly code: 'isr-changed';
      readonly leader: number;
      readonly isr: readonly number[];
      readonly previousIsr: readonly number[];
    } & OfPartition)
  // Groups, as the coordinator sees them.
  | {
      readonly code: 'group-state';
      readonly group: string;
      readonly state: GroupStateName;
      readonly previous: GroupStateName;
      readonly generation: number;
      /** Consumer and share groups have epochs. */
      readonly countedIn: 'generation' | 'epoch';
      readonly members: number;
    }
  | {
      readonly code: 'rebalance-begun';
      readonly group: string;
      readonly generation: number;
      readonly reason:
        | 'member-joined'
        | 'member-left'
        | 'session-expired'
        | 'metadata-changed'
        | 'rejoined'
        | 'leader-rejoined'
        | 'sync-timeout'
        | 'assignment-not-stored'
        | 'over-capacity';
      readonly member: string;
    }
  | {
      readonly code: 'member-added';
      readonly group: string;
      readonly member: string;
      readonly clientId: string;
    }
  | {
      readonly code: 'member-removed';
      readonly group: string;
      readonly member: string;
      readonly clientId: string;
      readonly reason: 'left' | 'session-expired' | 'rebalance-timeout' | 'replaced';
    }
  | { readonly code: 'group-loaded'; readonly group: string; readonly broker: number }
  | { readonly code: 'coordinator-moved'; readonly partition: number; readonly broker: number }
  | {
      readonly code: 'offsets-committed';
      readonly group: string;
      readonly consumer: string;
      readonly offsets: readonly (OfPartition & { readonly offset: Offset })[];
    }
  | {
      /** By kafka-consumer-groups.sh --reset-offsets, while nobody was in the group. */
      readonly code: 'group-offsets-reset';
      readonly group: string;
      readonly offsets: readonly NewOffset[];
    }
  // Transactions, as their coordinator sees them.
  | {
      /** The same state as before: a new epoch, or more partitions. */
      readonly code: 'transaction-state';
      readonly transactionalId: string;
      readonly producerId: number;
      readonly producerEpoch: number;
      readonly state: TransactionStateName;
      readonly previous: TransactionStateName;
      /** How many are in the transaction. */
      readonly partitions: number;
    }
  | {
      /** It has lasted longer than its producer's `transaction.timeout.ms`, and is aborted. */
      readonly code: 'transaction-timed-out';
      readonly transactionalId: string;
      readonly producerId: number;
    }
  // Consumers.
  | {
      readonly code: 'partitions-assigned';
      readonly consumer: NodeId;
      readonly group: string;
      readonly partitions: readonly OfPartition[];
      readonly generation: number;
    }
  | {
      readonly code: 'partitions-revoked';
      readonly consumer: NodeId;
      readonly group: string;
      readonly partitions: readonly OfPartition[];
      readonly lost: boolean;
    }
  | ({
      readonly code: 'offset-reset';
      readonly consumer: NodeId;
      readonly group: string | null;
      readonly from: Offset;
      readonly to: Offset;
      readonly policy: string;
    } & OfPartition)
  | ({
      /** A new leader does not have what the consumer has read: it goes back to where the histories part (KIP-320). */
      readonly code: 'position-truncated';
      readonly consumer: NodeId;
      readonly group: string | null;
      readonly from: Offset;
      readonly to: Offset;
    } & OfPartition)
  | { readonly code: 'poll-interval-exceeded'; readonly consumer: NodeId; readonly group: string }
  | { readonly code: 'consumer-error'; readonly consumer: NodeId; readonly error: string }
  | {
      readonly code: 'coordinator-found';
      readonly client: NodeId;
      readonly group: string;
      readonly broker: number;
    }
  // Clients of any kind.
  | {
      readonly code: 'request-failed';
      readonly client: NodeId;
      readonly to: NodeId;
      readonly api: ApiName;
      readonly reason: 'reset' | 'timeout';
    }
  | { readonly code: 'metadata-refreshed'; readonly client: NodeId; readonly reason: string }
  | {
      readonly code: 'admin-answered';
      /** Of an offset reset, which asks many, that it was one. */
      readonly api: ApiName | 'resetOffsets';
      readonly subject: string;
      readonly error: ErrorName;
      readonly message: string | null;
    }
  // Inputs from outside.
  | {
      readonly code: 'command-refused';
      readonly command: string;
      readonly field: string;
      readonly detail: string;
    }
  // Processes and links.
  | {
      readonly code: 'process';
      readonly node: NodeId;
      readonly now: 'running' | 'frozen' | 'stopped' | 'shutting-down';
      readonly how: 'start' | 'kill' | 'shutdown' | 'close' | 'freeze' | 'thaw' | 'restart';
    }
  | { readonly code: 'link'; readonly a: NodeId; readonly b: NodeId; readonly cut: boolean };

export type Note = NoteBody & { readonly atUs: Micros; readonly event: EventId };
export type NoteCode = NoteBody['code'];
