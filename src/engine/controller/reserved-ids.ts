/** Ids that are the same in every cluster here. */

export { ZERO_UUID } from '../../protocol/bytes/uuid.ts';

/** Topic id of `__cluster_metadata` (Uuid.METADATA_TOPIC_ID). */
export const METADATA_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';
/** A real cluster draws it when its disks are formatted. */
export const CLUSTER_ID = 'kafkascope-cluster-00w';
