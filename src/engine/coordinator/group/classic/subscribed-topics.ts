/** What topics a group is subscribed to: the one thing that the coordinator reads in its members' own bytes. */
import { deserializeSubscription } from '../../../client/consumer-protocol.ts';

/** Topics in any of the subscriptions, each once; null if one of them is no subscription. */
export function subscribedTopicsOf(subscriptions: readonly Uint8Array[]): readonly string[] | null {
  try {
    return [...new Set(subscriptions.flatMap((bytes) => deserializeSubscription(bytes).topics))];
  } catch {
    // Whoever speaks another protocol under the name 'consumer' still gets its group coordinated.
    return null;
  }
}
