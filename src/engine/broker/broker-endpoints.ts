/** Where brokers can be reached, as this broker's image knows them. */
import type { BrokerRegistration, MetadataImage } from '../controller/metadata-image.ts';
import { type Ctx, draw } from '../ctx.ts';
import { brokerNode } from '../node.ts';
import type { BrokerNode } from './broker.ts';

const PORT = 9092;

export function endpointOf({ brokerId, rack }: BrokerRegistration) {
  return { host: brokerNode(brokerId), port: PORT, rack };
}

/** Those that are not fenced, by their ids. */
export function aliveBrokers(image: MetadataImage): BrokerRegistration[] {
  return allBrokers(image).filter(({ fenced }) => !fenced);
}

export function allBrokers(image: MetadataImage): BrokerRegistration[] {
  return [...image.brokers.values()].sort((a, b) => a.brokerId - b.brokerId);
}

/**
 * Who is called the controller. Clients never reach the real one: any broker that is alive takes admin requests in
 * its place. -1: none is.
 */
export function anyAliveBroker(ctx: Ctx, broker: BrokerNode): number {
  const alive = aliveBrokers(broker.disk.image);
  return alive[alive.length > 1 ? draw(ctx, broker, alive.length) : 0]?.brokerId ?? -1;
}
