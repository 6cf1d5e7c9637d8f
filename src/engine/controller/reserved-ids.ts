/** Ids that are the same in every cluster here. */

/** Kafka's Uuid.ZERO_UUID: no id. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';
/** Topic id of `__cluster_metadata` (Uuid.METADATA_TOPIC_ID). */
export const METADATA_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';
/** A real cluster draws it when its disks are formatted. */
export const CLUSTER_ID = 'kafkascope-cluster-00w';
