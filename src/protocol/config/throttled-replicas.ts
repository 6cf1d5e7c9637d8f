/** Whether a list names replicas as `partition:broker`, or is the literal * for all (ThrottledReplicaListValidator). */
export function areThrottledReplicas(given: readonly string[]): boolean {
  const items = given.map((item) => item.trim());
  return items.join('') === '*' || items.every((item) => /^(\d+:\d+)?$/.test(item));
}
