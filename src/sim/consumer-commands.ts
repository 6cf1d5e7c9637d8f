/**
 * Commands about consumers. A consumer without a group and without partitions of its own stands on the bench:
 * it is known by name and runs nothing. Whatever changes its group or its configs takes a new client.
 */
import {
  type ConsumerReads,
  closeConsumer,
  createConsumer,
  setProcessing as setProcessingTime,
  startConsumer,
} from '../engine/client/consumer.ts';
import type { Ctx } from '../engine/ctx.ts';
import { beginProcess, endProcess } from '../engine/process.ts';
import type { Command, ConfigInput, Configs, ConsumerSpec } from '../scenario/scenario.ts';
import { bootstrapServers } from './boot.ts';
import { transactionRuns } from './checkers/checker-parts.ts';
import { consumerConfigs } from './configs.ts';
import { consumerNamed, findConsumer, forgetClient } from './named.ts';
import type { Simulation } from './simulation.ts';

/** What a consumer is to be, whether it runs or not. */
export type ConsumerPlan = Omit<ConsumerSpec, 'startAtMs'>;

export function addConsumer(
  ctx: Ctx,
  simulation: Simulation,
  { do: _, ...plan }: Extract<Command, { do: 'addConsumer' }>,
): void {
  simulation.consumers.set(plan.name, plan);
  launch(ctx, simulation, plan);
}

export function isOnBench(plan: ConsumerPlan): boolean {
  return plan.group === null && !plan.assign;
}

function launch(ctx: Ctx, simulation: Simulation, plan: ConsumerPlan): void {
  if (isOnBench(plan)) return;
  const before = ctx.cluster.nodes.get(plan.name);
  const consumer = createConsumer({
    id: plan.name,
    configs: consumerConfigs(configsOf(plan)),
    groupId: plan.group,
    bootstrap: bootstrapServers(simulation),
    reads: readsOf(plan),
    perRecordUs: Math.round(plan.processingMs * 1000),
    commit: plan.commit,
    forwards: plan.forwards ? transactionRuns.rules().forwardsOf(simulation, plan) : null,
    sharing: plan.share ? { rejectEvery: 0, releaseEvery: 0, ...plan.share } : null,
  });
  // A new client under an old name continues its numbering, so that nothing of the old one reaches it.
  consumer.incarnation = before?.incarnation ?? 0;
  consumer.draws = before?.draws ?? 0;
  ctx.cluster.nodes.set(plan.name, consumer);
  beginProcess(ctx, consumer, before ? 'restart' : 'start');
  startConsumer(ctx, consumer);
  if (plan.forwards) transactionRuns.rules().launchForwarder(ctx, simulation, plan);
}

function readsOf({ assign, pattern, topics }: ConsumerPlan): ConsumerReads {
  if (pattern !== undefined) return { pattern };
  if (!assign) return { topics };
  return {
    partitions: assign.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    ),
  };
}

/** What the application says of records it can say only if it is asked: `share.acknowledgement.mode`. */
function configsOf({ commit, configs, share }: ConsumerPlan): Configs {
  const mustSay = share?.rejectEvery !== undefined || share?.releaseEvery !== undefined;
  const all = mustSay ? { ...configs, 'share.acknowledgement.mode': 'explicit' } : configs;
  return commit === 'auto' && !share ? all : { ...all, 'enable.auto.commit': false };
}

/** The new client of a consumer whose old one has ended. */
export function relaunchConsumer(ctx: Ctx, simulation: Simulation, name: string): void {
  launch(ctx, simulation, simulation.consumers.get(name)!);
}

/** Has the consumer start anew with the plan that it has now, once the old client has left in order. */
function replaceClient(ctx: Ctx, simulation: Simulation, name: string): void {
  const consumer = findConsumer(ctx.cluster, name);
  if (!consumer || consumer.process === 'stopped') {
    relaunchConsumer(ctx, simulation, name);
    return;
  }
  simulation.restarts.set(name, { kind: 'consumer' });
  // A frozen process can't leave: it is killed, and the coordinator finds out by its session.
  if (consumer.process === 'frozen') endProcess(ctx, consumer, 'kill');
  else closeConsumer(ctx, consumer);
}

export function moveConsumer(
  ctx: Ctx,
  simulation: Simulation,
  command: Extract<Command, { do: 'moveConsumer' }>,
): void {
  const { assign: _, ...before } = simulation.consumers.get(command.consumer)!;
  // On the bench it is no client yet: it becomes one as the group has them.
  const plan =
    isOnBench(before) && !before.forwards ? { ...before, ...kindOf(simulation, command.group) } : before;
  if (plan.pattern !== undefined && !command.topics) {
    simulation.consumers.set(command.consumer, { ...plan, group: command.group });
    replaceClient(ctx, simulation, command.consumer);
    return;
  }
  const { pattern: __, ...named } = plan;
  const topics =
    command.topics ?? (plan.topics.length > 0 ? plan.topics : topicsOfGroup(simulation, command.group));
  simulation.consumers.set(command.consumer, {
    ...named,
    group: command.group,
    topics: command.group === null ? plan.topics : topics,
  });
  replaceClient(ctx, simulation, command.consumer);
}

function kindOf(simulation: Simulation, group: string | null): Pick<ConsumerPlan, 'share'> {
  const isOfShareGroup = [...simulation.consumers.values()].some(
    (plan) => plan.group === group && plan.share,
  );
  return isOfShareGroup && group !== null ? { share: {} } : {};
}

/** What a consumer that never read anything subscribes to: what the group reads, or else the first topic. */
function topicsOfGroup(simulation: Simulation, group: string | null): readonly string[] {
  for (const plan of simulation.consumers.values())
    if (plan.group === group && plan.topics.length > 0) return plan.topics;
  return simulation.run.scenario.topics.slice(0, 1).map(({ name }) => name);
}

export function closeConsumerClient(ctx: Ctx, name: string): void {
  const consumer = consumerNamed(ctx, name);
  if (consumer.process === 'running') closeConsumer(ctx, consumer);
}

export function killConsumer(ctx: Ctx, name: string): void {
  const consumer = consumerNamed(ctx, name);
  if (consumer.process !== 'stopped') endProcess(ctx, consumer, 'kill');
}

export function restartConsumer(ctx: Ctx, simulation: Simulation, name: string): void {
  const consumer = findConsumer(ctx.cluster, name);
  if (!consumer || consumer.process === 'stopped') relaunchConsumer(ctx, simulation, name);
}

export function removeConsumer(ctx: Ctx, simulation: Simulation, name: string): void {
  simulation.consumers.delete(name);
  const consumer = findConsumer(ctx.cluster, name);
  if (!consumer) return;
  if (consumer.process === 'stopped') {
    forgetClient(ctx, name);
    return;
  }
  simulation.restarts.set(name, { kind: 'remove' });
  if (consumer.process === 'frozen') endProcess(ctx, consumer, 'kill');
  else closeConsumer(ctx, consumer);
}

export function setProcessing(ctx: Ctx, simulation: Simulation, name: string, processingMs: number): void {
  simulation.consumers.set(name, { ...simulation.consumers.get(name)!, processingMs });
  const consumer = findConsumer(ctx.cluster, name);
  if (consumer) setProcessingTime(ctx, consumer, Math.round(processingMs * 1000));
}

export function changeConsumerConfig(
  ctx: Ctx,
  simulation: Simulation,
  name: string,
  config: string,
  value: ConfigInput,
): void {
  const plan = simulation.consumers.get(name)!;
  const { [config]: _, ...others } = plan.configs;
  simulation.consumers.set(name, {
    ...plan,
    configs: value === null ? others : { ...others, [config]: value },
  });
  const consumer = findConsumer(ctx.cluster, name);
  if (consumer && consumer.process !== 'stopped') replaceClient(ctx, simulation, name);
}
