/** What the stage shows and speaks. Its shape is that of the scene's `SceneMessages`: the page hands it over. */
export const scene = {
  painter: {
    highWatermark: 'HW {n}',
    activeSegment: 'active segment',
    expiresIn: 'expires in {time}',
    expiresInShort: 'in {time}',
    lag: 'lag {n}',
    caughtUp: 'caught up',
    nothingCommitted: '{name}: no commit yet',
    seconds: '{n} s',
    minutes: '{n} min',
    hours: '{n} h',
    days: '{n} d',
  },
  headings: { producers: 'Producers', topics: 'Topics', groups: 'Consumer groups', brokers: 'Brokers' },
  brokersHint: 'Right-click one to stop it, or press K when focused',

  broker: (id: number): string => `broker ${id}`,
  offline: 'offline',
  brokerState: {
    starting: 'starting',
    running: 'running',
    'shutting-down': 'shutting down',
    frozen: 'frozen',
    fenced: 'fenced',
    stopped: 'stopped',
  },
  coordinates: (groups: string): string => `coordinates ${groups}`,
  leads: (leaders: number, replicas: number): string => `leads ${leaders} of ${replicas}`,

  partitions: (count: number): string => (count === 1 ? '1 partition' : `${count} partitions`),
  replicationFactor: (count: number): string => `replication factor ${count}`,
  keeps: (time: string): string => `keeps ${time}`,
  keepsForEver: 'keeps for ever',

  rate: (perSecond: number): string => `${perSecond} rec/s`,
  keyed: 'by key',
  noKey: 'without keys',
  replays: (source: string): string => `replays ${source}`,
  clientState: { running: 'running', frozen: 'frozen', stopped: 'stopped' },
  paused: 'paused',

  generation: (n: number): string => `generation ${n}`,
  phase: {
    empty: 'empty',
    'waiting-for-members': 'waits for members',
    'members-rejoin': 'members rejoin',
    assignment: 'hands out partitions',
    stable: 'stable',
    'second-round': 'second round',
    'coordinator-away': 'coordinator away',
  },
  back: (done: number, all: number): string => `${done} of ${all} back`,
  moving: (partitions: number): string => (partitions === 1 ? '1 moves' : `${partitions} move`),
  members: (count: number): string => (count === 1 ? '1 member' : `${count} members`),
  noMembers: 'no members',

  idle: {
    'no-partition': 'idle: no partition left',
    rebalancing: 'waits for the rebalance',
    'no-topic': 'idle: its topic is missing',
    'caught-up': 'caught up',
    'no-leader': 'waits for a leader',
    'max-poll-interval': 'out: polled too late',
    stopped: 'stopped',
    frozen: 'frozen',
    bench: 'on the bench',
  },
  memberStep: {
    'finds-coordinator': 'looks for the coordinator',
    'not-told': 'not told yet, reads on',
    'let-go': 'let go, waits',
    rejoined: 'rejoined, reads on',
    'waits-for-assignment': 'waits for its share',
    'has-assignment': 'has its share',
    'gives-up': 'gives up partitions',
    leaves: 'leaves',
  },
  byHand: 'partitions by hand',
  bench: 'Bench',
  benchHint: 'Drag one into a group',
  newConsumer: 'New consumer',
  newGroup: 'Drop a consumer here to start a new group',

  spoken: {
    producer: ({ name, topic, perSecond, state }: SpokenProducer): string =>
      `Producer ${name}, ${state}, ${perSecond} records a second to ${topic}`,
    topic: ({ name, facts }: { readonly name: string; readonly facts: string }): string =>
      `Topic ${name}, ${facts}`,
    partition: ({ topic, partition, leader, inSync, replicas }: SpokenPartition): string =>
      `${topic} partition ${partition}, ${leader < 0 ? 'no leader' : `leader broker ${leader}`}, ${inSync} of ${replicas} replicas in sync`,
    group: ({ id, state, phase, generation, members }: SpokenGroup): string =>
      `Group ${id}, ${state}, ${phase}, generation ${generation}, ${members === 1 ? '1 member' : `${members} members`}`,
    consumer: ({ name, group, owns, perSecond, status }: SpokenConsumer): string =>
      [
        name,
        group === null ? 'on the bench' : `in ${group}`,
        owns ? `owns ${owns}` : 'owns no partition',
        `${perSecond} records a second`,
        status,
      ]
        .filter(Boolean)
        .join(', '),
    broker: ({ id, state, leads, replicas, coordinates }: SpokenBroker): string =>
      [
        `Broker ${id}`,
        state,
        `leads ${leads} of ${replicas} replicas`,
        coordinates && `coordinates ${coordinates}`,
      ]
        .filter(Boolean)
        .join(', '),

    partitionHint: 'Left and right arrows move along its records. Enter selects it.',
    consumerHint: 'Enter or Space picks it up to move it to another group. The menu key opens its menu.',
    brokerHint: 'K stops or starts it. The menu key opens its menu.',
    menuHint: 'Enter selects it. The menu key opens its menu.',

    record: ({ offset, key, committed }: SpokenRecord): string =>
      `offset ${offset}, ${key === null ? 'no key' : `key ${key}`}${committed ? '' : ', beyond the high watermark'}`,
    noRecords: 'no records',

    toGroup: (id: string): string => `group ${id}`,
    toNewGroup: 'a new group',
    toBench: 'the bench',
    pickedUp: ({ name, targets }: { readonly name: string; readonly targets: number }): string =>
      `Picked up ${name}. ${targets} places to drop it: arrow keys choose, Enter drops, Escape cancels.`,
    over: ({
      target,
      at,
      of,
    }: {
      readonly target: string;
      readonly at: number;
      readonly of: number;
    }): string => `Over ${target}, ${at} of ${of}.`,
    dropped: ({ name, target }: { readonly name: string; readonly target: string }): string =>
      `Dropped ${name} on ${target}.`,
    cancelled: (name: string): string => `${name} stays where it was.`,
  },
};

interface SpokenProducer {
  readonly name: string;
  readonly topic: string;
  readonly perSecond: number;
  readonly state: string;
}

interface SpokenPartition {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly inSync: number;
  readonly replicas: number;
}

interface SpokenGroup {
  readonly id: string;
  readonly state: string;
  readonly phase: string;
  readonly generation: number;
  readonly members: number;
}

interface SpokenConsumer {
  readonly name: string;
  readonly group: string | null;
  readonly owns: string;
  readonly perSecond: number;
  readonly status: string;
}

interface SpokenBroker {
  readonly id: number;
  readonly state: string;
  readonly leads: number;
  readonly replicas: number;
  readonly coordinates: string;
}

interface SpokenRecord {
  readonly offset: number;
  readonly key: string | null;
  readonly committed: boolean;
}

export type SceneTexts = typeof scene;
