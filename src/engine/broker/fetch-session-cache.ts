/**
 * The fetch sessions of a broker (Kafka's FetchSessionCache): `max.incremental.fetch.session.cache.slots` at
 * most, in eight shards. Who asks for a session when its shard is full gets none, unless one there is worth
 * less; a client without a session names all its partitions each time.
 */
import type { EpochMs } from '../../kernel/brand.ts';
import { intAt, streamOf } from '../../kernel/prng.ts';
import { INITIAL_EPOCH, INVALID_SESSION_ID, nextSessionEpoch } from '../../protocol/messages/01-fetch.ts';
import { type Ctx, wallClockMs } from '../ctx.ts';
import type { BrokerNode } from './broker.ts';
import type { CachedPartitions, FetchSession } from './fetch-session.ts';

export interface FetchSessionCache {
  readonly shards: readonly FetchSessionCacheShard[];
  /** Sessions that were asked for: shards take turns. */
  asked: number;
  /** Numbers drawn for ids. */
  draws: number;
}

export interface FetchSessionCacheShard {
  readonly sessions: Map<number, FetchSession>;
}

/** BrokerServer's numbers: shards, and how long a session is safe from those that are worth as much. */
const SHARDS = 8;
const EVICTION_MS = 120_000;
/** Of ids, to each shard. */
const SESSION_ID_RANGE = Math.floor(0x7fff_ffff / SHARDS);

export function createFetchSessionCache(): FetchSessionCache {
  return {
    shards: Array.from({ length: SHARDS }, () => ({ sessions: new Map() })),
    asked: 0,
    draws: 0,
  };
}

export function sessionById({ shards }: FetchSessionCache, id: number): FetchSession | undefined {
  return shards[Math.floor(id / SESSION_ID_RANGE)]?.sessions.get(id);
}

export function removeSession({ shards }: FetchSessionCache, id: number): void {
  shards[Math.floor(id / SESSION_ID_RANGE)]?.sessions.delete(id);
}

/** Called for each request of a session. */
export function touchSession(ctx: Ctx, session: FetchSession): void {
  session.lastUsedMs = wallClockMs(ctx);
  session.cachedSize = session.partitions.size;
}

/** Its id, or that of no session where there is no room for it. */
export function maybeCreateSession(
  ctx: Ctx,
  broker: BrokerNode,
  session: Pick<FetchSession, 'privileged' | 'usesTopicIds' | 'partitions'>,
): number {
  const { fetchSessions: cache, configs } = broker;
  const shardNumber = cache.asked++ % SHARDS;
  const { sessions } = cache.shards[shardNumber]!;
  const nowMs = wallClockMs(ctx);
  const slots = Math.floor(configs['max.incremental.fetch.session.cache.slots'] / SHARDS);
  if (sessions.size >= slots && !tryEvict(sessions, session, nowMs)) return INVALID_SESSION_ID;
  const id = newSessionId(ctx, broker, shardNumber, sessions);
  sessions.set(id, {
    ...session,
    id,
    key: `session#${id}`,
    creationMs: nowMs,
    lastUsedMs: nowMs,
    cachedSize: session.partitions.size,
    epoch: nextSessionEpoch(INITIAL_EPOCH),
  });
  return id;
}

/** By chance, so that a client of an earlier process does not find a session that is another's. */
function newSessionId(
  { cluster }: Ctx,
  { id: node, incarnation, fetchSessions: cache }: BrokerNode,
  shardNumber: number,
  sessions: ReadonlyMap<number, FetchSession>,
): number {
  const stream = streamOf(`${node}/${incarnation}/fetch-sessions`);
  const first = Math.max(1, shardNumber * SESSION_ID_RANGE);
  const end = (shardNumber + 1) * SESSION_ID_RANGE;
  for (;;) {
    const id = first + intAt(cluster.seed, stream, cache.draws++, end - first);
    if (!sessions.has(id)) return id;
  }
}

/**
 * Gives up the session that was not used for longest, if that is two minutes; else the one that is worth least,
 * if it is worth no more than the new one: a consumer's less than a follower's, few partitions less than many.
 * A session's first two minutes protect it, a consumer's not from a follower.
 */
function tryEvict(
  sessions: Map<number, FetchSession>,
  { privileged, partitions }: { readonly privileged: boolean; readonly partitions: CachedPartitions },
  nowMs: EpochMs,
): boolean {
  const victim =
    staleSession(sessions, nowMs) ??
    leastValuable(sessions, { privileged, cachedSize: partitions.size, id: 0 });
  return victim !== undefined && sessions.delete(victim.id);
}

function staleSession(sessions: ReadonlyMap<number, FetchSession>, nowMs: EpochMs): FetchSession | undefined {
  const oldest = leastOf(sessions, (a, b) => a.lastUsedMs - b.lastUsedMs || a.id - b.id);
  return oldest && nowMs - oldest.lastUsedMs > EVICTION_MS ? oldest : undefined;
}

function leastValuable(
  sessions: ReadonlyMap<number, FetchSession>,
  newcomer: EvictableKey,
): FetchSession | undefined {
  const least = leastOf(sessions, byValue, (session) => isEvictableBy(session, newcomer.privileged));
  return least && byValue(newcomer, least) >= 0 ? least : undefined;
}

/** As it was when the session was last used. */
function isEvictableBy({ privileged, creationMs, lastUsedMs }: FetchSession, byPrivileged: boolean): boolean {
  return lastUsedMs - creationMs > EVICTION_MS || (byPrivileged && !privileged);
}

type EvictableKey = Pick<FetchSession, 'privileged' | 'cachedSize' | 'id'>;

function byValue(a: EvictableKey, b: EvictableKey): number {
  return Number(a.privileged) - Number(b.privileged) || a.cachedSize - b.cachedSize || a.id - b.id;
}

function leastOf(
  sessions: ReadonlyMap<number, FetchSession>,
  compare: (a: FetchSession, b: FetchSession) => number,
  counts: (session: FetchSession) => boolean = () => true,
): FetchSession | undefined {
  let least: FetchSession | undefined;
  for (const session of sessions.values())
    if (counts(session) && (!least || compare(session, least) < 0)) least = session;
  return least;
}
