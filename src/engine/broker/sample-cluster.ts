/** A small world for tests: a controller, brokers and an admin client, run by the engine's own steps. */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import { BROKER_CONFIGS, type BrokerConfig } from '../../protocol/config/broker-config.ts';
import { withDefaults } from '../../protocol/config/config-def.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../protocol/messages/index.ts';
import { type AdminNode, createAdminClient, startAdminClient } from '../client/admin-client.ts';
import { type Cluster, createCluster } from '../cluster.ts';
import { beginController, type ControllerNode, createController } from '../controller/controller.ts';
import type { Ctx } from '../ctx.ts';
import type { AnyResponse, Message, Request } from '../network/message.ts';
import { sendRequest } from '../network/network-client.ts';
import { brokerNode, type Node } from '../node.ts';
import type { Note } from '../note.ts';
import { beginProcess } from '../process.ts';
import { closeStep, nextDueUs, openStep, takeNext } from '../step.ts';
import { type BrokerNode, createBroker, memoryOfNewProcess } from './broker.ts';
import { beginBroker } from './broker-lifecycle-manager.ts';

export interface SampleCluster {
  readonly cluster: Cluster;
  readonly controller: ControllerNode;
  readonly admin: AdminNode;
  readonly notes: Note[];
  readonly sends: Message[];
}

/** Starts a controller, these brokers and an admin client; nothing has happened yet. */
export function sampleCluster(
  brokerIds: readonly number[],
  configs: Partial<BrokerConfig> = {},
  epochMs = 1_700_000_000_000,
): SampleCluster {
  const cluster = createCluster(1, epochMs);
  const all = withDefaults(BROKER_CONFIGS, configs);
  const controller = createController(all);
  const admin = createAdminClient('admin', brokerIds.map(brokerNode));
  const sample = { cluster, controller, admin, notes: [], sends: [] };
  input(sample, (ctx) => {
    begin(ctx, controller);
    beginController(ctx, controller);
    for (const brokerId of brokerIds) startBroker(ctx, createBroker(brokerId, all));
    begin(ctx, admin);
    startAdminClient(ctx, admin);
  });
  return sample;
}

function begin(ctx: Ctx, node: Node): void {
  ctx.cluster.nodes.set(node.id, node);
  beginProcess(ctx, node, 'start');
}

export function startBroker(ctx: Ctx, broker: BrokerNode): void {
  Object.assign(broker, memoryOfNewProcess());
  begin(ctx, broker);
  beginBroker(ctx, broker);
}

export function brokerOf({ cluster }: SampleCluster, brokerId: number): BrokerNode {
  return cluster.nodes.get(brokerNode(brokerId)) as BrokerNode;
}

/** Something from outside happens. */
export function input<Result>(sample: SampleCluster, act: (ctx: Ctx) => Result): Result {
  const ctx = openStep(sample.cluster);
  const result = act(ctx);
  const { notes, sends } = closeStep(ctx, null);
  sample.notes.push(...notes);
  sample.sends.push(...sends);
  return result;
}

/** Lets the world run for a while; returns the notes of that time. */
export function runFor(sample: SampleCluster, ms: number): Note[] {
  const { cluster, notes } = sample;
  const from = notes.length;
  const untilUs = cluster.nowUs + ms * MICROS_PER_MS;
  for (let due = nextDueUs(cluster); due !== undefined && due <= untilUs; due = nextDueUs(cluster))
    runNext(sample);
  cluster.nowUs = untilUs;
  return notes.slice(from);
}

function runNext({ cluster, notes, sends }: SampleCluster): void {
  const effects = takeNext(cluster);
  if (!effects) throw new Error('nothing will happen any more');
  notes.push(...effects.notes);
  sends.push(...effects.sends);
}

/** Asks a node as a client would, and waits for the answer. */
export function ask<Api extends ApiName>(
  sample: SampleCluster,
  to: string,
  api: Api,
  body: RequestOf<Api>,
  apiVersion?: number,
): ResponseOf<Api> | null {
  const request = send(sample, to, api, body, apiVersion);
  runFor(sample, 100);
  return (answerTo(sample, request)?.body as ResponseOf<Api> | undefined) ?? null;
}

/** Asks and waits for nothing: what it returns tells the answer once there is one. */
export function startAsking<Api extends ApiName>(
  sample: SampleCluster,
  to: string,
  api: Api,
  body: RequestOf<Api>,
): () => ResponseOf<Api> | null {
  const request = send(sample, to, api, body);
  return () => (answerTo(sample, request)?.body as ResponseOf<Api> | undefined) ?? null;
}

/** Asks a node as a client would, however long the answer takes, and goes on at the moment at which the answer is there. */
export function askAndWait<Api extends ApiName>(
  sample: SampleCluster,
  to: string,
  api: Api,
  body: RequestOf<Api>,
  apiVersion?: number,
): ResponseOf<Api> {
  const request = send(sample, to, api, body, apiVersion);
  let answer = answerTo(sample, request);
  for (; !answer; answer = answerTo(sample, request)) runNext(sample);
  const waitsUs = answer.arrivesUs - sample.cluster.nowUs;
  runFor(sample, waitsUs / MICROS_PER_MS);
  return answer.body as ResponseOf<Api>;
}

function send<Api extends ApiName>(
  sample: SampleCluster,
  to: string,
  api: Api,
  body: RequestOf<Api>,
  apiVersion?: number,
): Request<Api> {
  const request = input(sample, (ctx) =>
    sendRequest(ctx, sample.admin, to, api, body, { channel: 'coordinator', timeoutMs: 1000, apiVersion }),
  );
  // The admin client doesn't wait for it.
  sample.admin.client.inFlight.delete(request.correlationId);
  return request;
}

function answerTo({ sends }: SampleCluster, request: Request): AnyResponse | undefined {
  const isAnswer = (message: Message): message is AnyResponse =>
    message.kind === 'response' && message.requestId === request.id;
  return sends.findLast(isAnswer);
}

/** Names of the notes, each the first time it appears. */
export function codesIn(notes: readonly Note[]): string[] {
  return [...new Set(notes.map(({ code }) => code))];
}
