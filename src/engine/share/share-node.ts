/** What a broker holds of share groups: none of it, as long as nobody has asked for any. */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { createShareCoordinator, type ShareCoordinator } from '../coordinator/share/share-coordinator.ts';
import type { DelayedShareFetch } from './delayed-share-fetch.ts';
import type { OffsetsDescription } from './describe-share-offsets.ts';
import type { PendingShareRequest } from './pending-share-requests.ts';
import { createPersister, type Persister } from './persister-state.ts';
import type { SharePartition } from './share-partition.ts';
import type { ShareSession } from './share-session.ts';

export interface ShareNode {
  /** Share partitions of partitions that this broker leads, by key (SharePartitionCache). */
  readonly partitions: Map<string, SharePartition>;
  /** By group and member (ShareSessionCache). */
  readonly sessions: Map<string, ShareSession>;
  /** Requests that are not answered yet, by their ids. */
  readonly requests: Map<number, PendingShareRequest>;
  /** Those that wait for records, oldest first, by their ids. */
  readonly fetches: Map<number, DelayedShareFetch>;
  /** When the first of them has waited long enough. */
  fetchExpirationUs: Micros;
  /** DescribeShareGroupOffsets requests under way, by their ids. */
  readonly descriptions: Map<number, OffsetsDescription>;
  readonly persister: Persister;
  /** The part of it that is coordinator for the partitions of `__share_group_state` that it leads. */
  readonly coordinator: ShareCoordinator;
}

export function shareNodeOf(broker: BrokerNode): ShareNode {
  broker.share ??= {
    partitions: new Map(),
    sessions: new Map(),
    requests: new Map(),
    fetches: new Map(),
    fetchExpirationUs: NEVER,
    descriptions: new Map(),
    persister: createPersister(),
    coordinator: createShareCoordinator(),
  };
  return broker.share;
}
