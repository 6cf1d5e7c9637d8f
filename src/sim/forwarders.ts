/** Consumers that send on what they read: the producer that lives in each one's process, and what its records are made of. */

import type { Forwards } from '../engine/client/forwarding/forwarding.ts';
import { createProducer, startProducer } from '../engine/client/producer.ts';
import type { Ctx } from '../engine/ctx.ts';
import type { Note } from '../engine/note.ts';
import { beginProcess } from '../engine/process.ts';
import type { Effects } from '../engine/step.ts';
import { forwarderName } from '../scenario/forwarder-name.ts';
import type { Command, Configs, ForwardsSpec } from '../scenario/scenario.ts';
import { addStream, type Stream } from './applications.ts';
import { bootstrapServers } from './boot.ts';
import type { CommandRefusal } from './command-check.ts';
import { producerConfigs } from './configs.ts';
import type { ConsumerPlan } from './consumer-commands.ts';
import { findProducer } from './named.ts';
import type { Simulation } from './simulation.ts';

function streamOf(simulation: Simulation, { name, forwards }: ConsumerPlan): Stream {
  const { topic } = forwards!;
  const producer = forwarderName(name, topic);
  return (
    simulation.applications.byProducer.get(producer) ??
    addStream(simulation, producer, topic, { type: 'manual' })
  );
}

/** What the new client of a consumer is told. Its producer goes on with the numbers of the one before. */
export function forwardsOf(simulation: Simulation, plan: ConsumerPlan): Forwards {
  const { producer, topic, nextIndex: firstIndex } = streamOf(simulation, plan);
  return { producer, topic, firstIndex };
}

/** To be called once the consumer's process runs: what they do begins with its producer. */
export function launchForwarder(ctx: Ctx, simulation: Simulation, plan: ConsumerPlan): void {
  const { id: streamId, producer: id, topic } = streamOf(simulation, plan);
  const before = ctx.cluster.nodes.get(id);
  const configs = configsOf(plan.forwards!);
  const producer = createProducer({
    id,
    streamId,
    bootstrap: bootstrapServers(simulation),
    topics: [topic],
    configs: producerConfigs(configs),
    explicitIdempotence: 'enable.idempotence' in configs,
    forwardsFrom: plan.name,
  });
  producer.incarnation = before?.incarnation ?? 0;
  producer.draws = before?.draws ?? 0;
  ctx.cluster.nodes.set(id, producer);
  beginProcess(ctx, producer, before ? 'restart' : 'start');
  startProducer(ctx, producer);
}

function configsOf({ configs, transactionalId }: ForwardsSpec): Configs {
  return transactionalId === undefined ? configs : { ...configs, 'transactional.id': transactionalId };
}

/** Records of a stream that were read before they were sent: from `firstIndex` on, those of a batch from place `from` on. */
export interface Forwarded {
  readonly firstIndex: number;
  readonly topic: string;
  readonly partition: number;
  readonly batch: Extract<Note, { code: 'records-forwarded' }>['batch'];
  readonly from: number;
}

export function followForwarders({ applications, ledger }: Simulation, { notes }: Effects): void {
  for (const note of notes) {
    if (note.code !== 'records-forwarded') continue;
    const { firstIndex, topic, partition, batch, from, to } = note;
    const stream = applications.byProducer.get(note.producer)!;
    stream.forwarded.push({ firstIndex, topic, partition, batch, from });
    stream.nextIndex = firstIndex + to - from;
    ledger.counts.produced += to - from;
  }
}

/** What else makes a command impossible where consumers send on what they read: their producers are no clients by themselves. */
export function refusalByForwarders(
  { cluster, consumers }: Simulation,
  command: Command,
): CommandRefusal | null {
  const producer = 'producer' in command ? findProducer(cluster, command.producer) : undefined;
  if (producer?.forwardsFrom !== undefined) {
    const detail = `${producer.id} lives in the process of ${producer.forwardsFrom}`;
    return { code: 'not-possible', field: 'producer', detail };
  }
  if (command.do !== 'addConsumer' || !command.forwards) return null;
  const name = forwarderName(command.name, command.forwards.topic);
  if (!consumers.has(name) && !findProducer(cluster, name)) return null;
  return { code: 'not-possible', field: 'name', detail: `there is a client called ${name} already` };
}
