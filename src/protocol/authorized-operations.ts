/**
 * Which operations a client may do, as a set of bits, one an operation by its code (AclOperation): 3 READ, 4 WRITE,
 * 5 CREATE, 6 DELETE, 7 ALTER, 8 DESCRIBE, 9 CLUSTER_ACTION, 10 DESCRIBE_CONFIGS, 11 ALTER_CONFIGS,
 * 12 IDEMPOTENT_WRITE. Nobody is refused here: whoever asks may do all there is to do.
 */

/** All that there is to do with a topic: 3 to 8, 10 and 11. */
export const TOPIC_OPERATIONS = 0b1101_1111_1000;

/** With the cluster: 5 and 7 to 12. */
export const CLUSTER_OPERATIONS = 0b1_1111_1010_0000;

/** With a group: 3, 6, 8, 10 and 11. */
export const GROUP_OPERATIONS = 0b1101_0100_1000;
