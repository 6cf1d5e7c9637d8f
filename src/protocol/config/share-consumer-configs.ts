/** Which consumer configs only share consumers have a use for, and which they don't take (ShareConsumerConfig). */
export const ONLY_FOR_SHARE_CONSUMERS: readonly string[] = [
  'share.acknowledgement.mode',
  'share.acquire.mode',
];

export const NOT_FOR_SHARE_CONSUMERS: readonly string[] = [
  'auto.offset.reset',
  'enable.auto.commit',
  'group.instance.id',
  'isolation.level',
  'partition.assignment.strategy',
  'session.timeout.ms',
  'heartbeat.interval.ms',
  'group.protocol',
  'group.remote.assignor',
];
