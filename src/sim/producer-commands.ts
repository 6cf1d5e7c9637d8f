/** Commands about producers. A changed config takes a new client: the old one is closed in order first. */
import { abandonRecords, closeProducer, createProducer, startProducer } from '../engine/client/producer.ts';
import type { Ctx } from '../engine/ctx.ts';
import type { Node } from '../engine/node.ts';
import { beginProcess, endProcess } from '../engine/process.ts';
import type { Command, ConfigInput, Configs, TransactionsSpec } from '../scenario/scenario.ts';
import { addStream, haltStream } from './applications.ts';
import { bootstrapServers } from './boot.ts';
import { producerConfigs } from './configs.ts';
import { producerNamed, streamNamed } from './named.ts';
import type { Simulation } from './simulation.ts';

export function addProducer(
  ctx: Ctx,
  simulation: Simulation,
  spec: Extract<Command, { do: 'addProducer' }>,
): void {
  const stream = addStream(simulation, spec.name, spec.topic, spec.workload);
  simulation.given.set(spec.name, spec.configs);
  launch(ctx, simulation, spec.name, stream.id, spec.topic, spec.configs, spec.transactions);
}

function launch(
  ctx: Ctx,
  simulation: Simulation,
  name: string,
  streamId: number,
  topic: string,
  configs: Configs,
  transactions?: TransactionsSpec,
): void {
  const before = ctx.cluster.nodes.get(name);
  const producer = createProducer({
    id: name,
    streamId,
    bootstrap: bootstrapServers(simulation),
    topics: [topic],
    configs: producerConfigs(configs),
    explicitIdempotence: 'enable.idempotence' in configs,
    transactions: transactions ?? transactionsOf(before),
  });
  // A new client under an old name continues its numbering, so that nothing of the old one reaches it.
  producer.incarnation = before?.incarnation ?? 0;
  producer.draws = before?.draws ?? 0;
  ctx.cluster.nodes.set(name, producer);
  beginProcess(ctx, producer, before ? 'restart' : 'start');
  startProducer(ctx, producer);
}

/** A client with other configs has the same application. */
function transactionsOf(before: Node | undefined): TransactionsSpec | null {
  return before?.kind === 'producer' ? before.transactions : null;
}

export function removeProducer(ctx: Ctx, simulation: Simulation, name: string): void {
  const producer = producerNamed(ctx, name);
  haltStream(simulation, streamNamed(simulation, name), 'no-process', true);
  if (producer.process === 'stopped') {
    ctx.cluster.nodes.delete(name);
    return;
  }
  simulation.restarts.set(name, { kind: 'remove' });
  if (producer.process === 'running') closeProducer(ctx, producer);
  else killProducer(ctx, simulation, name);
}

export function killProducer(ctx: Ctx, simulation: Simulation, name: string): void {
  const producer = producerNamed(ctx, name);
  if (producer.process === 'stopped') return;
  haltStream(simulation, streamNamed(simulation, name), 'no-process', true);
  abandonRecords(ctx, producer);
  endProcess(ctx, producer, 'kill');
}

export function restartProducer(ctx: Ctx, simulation: Simulation, name: string): void {
  const producer = producerNamed(ctx, name);
  if (producer.process !== 'stopped') return;
  beginProcess(ctx, producer, 'start');
  startProducer(ctx, producer);
  haltStream(simulation, streamNamed(simulation, name), 'no-process', false);
}

export function changeProducerConfig(
  ctx: Ctx,
  simulation: Simulation,
  name: string,
  config: string,
  value: ConfigInput,
): void {
  const producer = producerNamed(ctx, name);
  const { [config]: _, ...others } = simulation.given.get(name) ?? {};
  simulation.given.set(name, value === null ? others : { ...others, [config]: value });
  if (producer.process === 'stopped') return;
  haltStream(simulation, streamNamed(simulation, name), 'no-process', true);
  simulation.restarts.set(name, { kind: 'producer' });
  closeProducer(ctx, producer);
}

/** The new client of a producer whose old one has closed. */
export function relaunchProducer(ctx: Ctx, simulation: Simulation, name: string): void {
  const stream = streamNamed(simulation, name);
  launch(ctx, simulation, name, stream.id, stream.topic, simulation.given.get(name) ?? {});
  haltStream(simulation, stream, 'no-process', false);
}
