/** What Kafka's answers say beside a code (Errors), where a tool shows it. */
export const NON_EMPTY_GROUP = 'The group is not empty.';
export const UNKNOWN_TOPIC_OR_PARTITION = 'This server does not host this topic-partition.';
