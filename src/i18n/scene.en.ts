/** What the stage shows and speaks. Its shape is that of the scene's `SceneMessages`: the page hands it over. */
import type { GroupPhase, IdleReason } from '../view/codes.ts';
import type { BrokerState, ClientState } from '../view/structure.ts';

const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const brokerState: Record<BrokerState, string> = {
  starting: 'starting',
  running: 'running',
  'shutting-down': 'shutting down',
  frozen: 'frozen',
  fenced: 'fenced',
  stopped: 'stopped',
};

const clientState: Record<ClientState, string> = {
  running: 'running',
  frozen: 'frozen',
  stopped: 'stopped',
};

const phase: Record<GroupPhase, string> = {
  empty: 'empty',
  'waiting-for-members': 'waits for members',
  'members-rejoin': 'members rejoin',
  assignment: 'assigns partitions',
  stable: 'stable',
  'second-round': 'second round due',
  reconciling: 'partitions move',
  'coordinator-away': 'coordinator away',
};

const idle: Record<IdleReason, string> = {
  'no-partition': 'idle: no partition left',
  rebalancing: 'waits for the group',
  'on-the-way': 'partitions on their way',
  'no-topic': 'idle: no such topic',
  'caught-up': 'caught up',
  'no-leader': 'no leader to read from',
  'max-poll-interval': 'left: polled too late',
  stopped: 'stopped',
  frozen: 'frozen',
  bench: 'on the bench',
};

export const scene = {
  painter: {
    highWatermark: 'HW {n}',
    lastStable: 'LSO {n}',
    activeSegment: 'active segment',
    expiresIn: 'expires in {time}',
    expiresInShort: 'in {time}',
    lag: 'lag {n}',
    caughtUp: 'caught up',
    heldBack: '{n} held back',
    nothingCommitted: '{name}: no commit yet',
    seconds: '{n} s',
    minutes: '{n} min',
    hours: '{n} h',
    days: '{n} d',
  },
  headings: { producers: 'Producers', topics: 'Topics', groups: 'Consumer groups', brokers: 'Brokers' },
  brokersHint: 'Right-click one to stop it, or press K when focused',

  broker: (id: number) => `broker ${id}`,
  offline: 'offline',
  brokerState,
  coordinates: (groups: string) => `coordinates ${groups}`,
  leads: (leaders: number, replicas: number) => `leads ${leaders} of ${replicas}`,

  partitions: (count: number) => many(count, 'partition'),
  replicationFactor: (count: number) => `replication factor ${count}`,
  keeps: (time: string) => `keeps ${time}`,
  keepsForEver: 'keeps all',
  compacted: 'compacted',

  rate: (perSecond: number) => `${perSecond} rec/s`,
  keyed: 'with keys',
  noKey: 'no keys',
  replays: (source: string) => `replays ${source}`,
  forwards: (group: string) => `forwards from ${group}`,
  clientState,
  paused: 'paused',
  blockedOn: { metadata: 'blocked: no metadata', buffer: 'blocked: buffer full' },

  transaction: {
    open: 'transaction',
    committing: 'commits',
    aborting: 'aborts',
    fenced: 'fenced',
    failed: 'failed',
  },
  records: (count: number) => many(count, 'record'),

  countedIn: {
    generation: (n: number) => `generation ${n}`,
    epoch: (n: number) => `epoch ${n}`,
  },
  shareGroup: 'share group',
  phase,
  back: (done: number, all: number) => `${done} of ${all} back`,
  moving: (partitions: number) => (partitions === 1 ? '1 moves' : `${partitions} move`),
  members: (count: number) => many(count, 'member'),
  noMembers: 'no members',

  idle,
  memberStep: {
    'finds-coordinator': 'finds coordinator',
    'not-told': 'not told yet',
    'let-go': 'let go, waits',
    rejoined: 'back, reads on',
    'waits-for-assignment': 'no share yet',
    'has-assignment': 'has its share',
    'gives-up': 'lets go',
    leaves: 'leaves',
  },
  byHand: 'assigned by hand',
  bench: 'Bench',
  benchHint: 'Drop a consumer here to take it out of its group',
  newConsumer: 'New consumer',
  newGroup: 'Drop a consumer here\nto start a new group',

  spoken: {
    producer: (p: {
      readonly name: string;
      readonly topic: string;
      readonly perSecond: number;
      readonly state: string;
    }) => `Producer ${p.name}, writes to ${p.topic}, ${many(p.perSecond, 'record')} a second, ${p.state}`,
    topic: (p: { readonly name: string; readonly facts: string }) => `Topic ${p.name}, ${p.facts}`,
    partition: (p: {
      readonly topic: string;
      readonly partition: number;
      readonly leader: number;
      readonly inSync: number;
      readonly replicas: number;
      readonly isMoving: boolean;
    }) =>
      `Partition ${p.partition} of ${p.topic}, ${p.leader < 0 ? 'no leader' : `leader broker ${p.leader}`}, ${p.inSync} of ${p.replicas} replicas in sync${p.isMoving ? ', being moved' : ''}`,
    group: (p: {
      readonly id: string;
      readonly isShare: boolean;
      readonly state: string;
      readonly phase: string;
      readonly generation: string;
      readonly members: number;
    }) =>
      `${p.isShare ? 'Share' : 'Consumer'} group ${p.id}, ${p.state}, ${p.phase}, ${p.generation}, ${many(p.members, 'member')}`,
    consumer: (p: {
      readonly name: string;
      readonly group: string | null;
      readonly owns: string;
      readonly perSecond: number;
      readonly status: string;
    }) =>
      `Consumer ${p.name}, ${p.group === null ? 'in no group' : `in group ${p.group}`}, ${p.owns ? `owns ${p.owns}, ${many(p.perSecond, 'record')} a second` : 'owns nothing'}${p.status ? `, ${p.status}` : ''}`,
    broker: (p: {
      readonly id: number;
      readonly state: string;
      readonly leads: number;
      readonly replicas: number;
      readonly coordinates: string;
    }) =>
      `Broker ${p.id}, ${p.state}, leads ${p.leads} of ${many(p.replicas, 'replica')}${p.coordinates ? `, coordinates ${p.coordinates}` : ''}`,

    partitionHint:
      'Left and right arrows go from record to record, Enter selects it, Shift F10 opens its menu',
    consumerHint:
      'Enter or Space picks it up, arrows choose where to, Enter drops it, Shift F10 opens its menu',
    trayHint: 'Enter or Space picks it up, arrows choose where to, Enter drops it',
    brokerHint: 'Enter selects it, K stops or starts it, Shift F10 opens its menu',
    menuHint: 'Enter selects it, Shift F10 opens its menu',

    record: (p: {
      readonly offset: number;
      readonly key: string | null;
      readonly transaction: 'committed' | 'open' | 'aborted' | 'COMMIT' | 'ABORT';
      readonly committed: boolean;
    }) =>
      `Offset ${p.offset}, ${p.transaction.endsWith('T') ? `${p.transaction} marker` : p.key === null ? 'no key' : `key ${p.key}`}${p.transaction === 'open' || p.transaction === 'aborted' ? `, transaction ${p.transaction}` : ''}${p.committed ? '' : ', not committed yet'}`,
    noRecords: 'No records here',

    toGroup: (id: string) => `group ${id}`,
    toNewGroup: 'a new group',
    toBench: 'the bench',
    pickedUp: (p: { readonly name: string; readonly targets: number }) =>
      `${p.name} picked up. ${many(p.targets, 'place')} to drop it: choose with the arrows, Enter drops, Escape cancels.`,
    over: (p: { readonly target: string; readonly at: number; readonly of: number }) =>
      `Over ${p.target}, ${p.at} of ${p.of}`,
    dropped: (p: { readonly name: string; readonly target: string }) => `${p.name} dropped on ${p.target}`,
    cancelled: (name: string) => `${name} stays where it was`,
  },
};

export type SceneTexts = typeof scene;
