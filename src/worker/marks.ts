/** Which notes are worth a mark on the timeline, and what the mark says. */
import type { Note } from '../engine/note.ts';
import { recordCount } from '../protocol/record-batch.ts';
import type { LedgerFinding } from '../sim/ledger.ts';
import type { StepResult } from '../sim/simulation.ts';
import type { Mark, MarkAuthor, MarkKind } from '../view/codes.ts';

type MarkBody = { readonly kind: MarkKind; readonly params: Mark['params'] } | null;

export function marksOf(result: StepResult): Mark[] {
  const marks: Mark[] = [];
  const atUs = result.effects.atUs;
  const put = (body: MarkBody, author: MarkAuthor): void => {
    if (body) marks.push({ atUs, author, ...body });
  };
  // The clients' first starts are how the scene is set, not something that happens in it.
  if (result.command && result.command.author !== 'setup') {
    const { command, author } = result.command;
    put({ kind: 'action', params: paramsOf(command) }, author);
  }
  for (const note of result.effects.notes) put(markOfNote(note), 'cluster');
  for (const finding of result.findings) put(markOfFinding(finding), 'cluster');
  return marks;
}

/** The command's plain values: the catalogue makes a sentence of them. */
function paramsOf(command: object): Record<string, string | number> {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(command)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
    else if (value === null) params[name] = '';
  }
  return params;
}

function markOfNote(note: Note): MarkBody {
  switch (note.code) {
    case 'process':
      return note.node.startsWith('broker-') ? markOfBroker(note) : null;
    case 'leader-elected':
      if (note.topic.startsWith('__')) return null;
      return {
        kind: 'leader-elected',
        params: {
          topic: note.topic,
          partition: note.partition,
          leader: note.leader,
          leaderEpoch: note.leaderEpoch,
        },
      };
    case 'isr-changed':
      return note.topic.startsWith('__') ? null : markOfIsr(note);
    case 'rebalance-begun':
      return {
        kind: 'rebalance',
        params: { group: note.group, generation: note.generation, reason: note.reason, member: note.member },
      };
    case 'group-state':
      if (note.state !== 'Stable') return null;
      return {
        kind: 'group-stable',
        params: {
          group: note.group,
          countedIn: note.countedIn,
          generation: note.generation,
          members: note.members,
        },
      };
    case 'segment-deleted':
      if (!note.leader || note.topic.startsWith('__')) return null;
      return {
        kind: 'segment-expired',
        params: {
          topic: note.topic,
          partition: note.partition,
          from: note.baseOffset,
          to: note.nextOffset,
          reason: note.reason,
        },
      };
    case 'log-cleaned':
      if (!note.leader || note.topic.startsWith('__') || note.bytesAfter === note.bytesBefore) return null;
      return {
        kind: 'log-cleaned',
        params: {
          topic: note.topic,
          partition: note.partition,
          from: note.bytesBefore,
          to: note.bytesAfter,
        },
      };
    case 'batch-split':
      return {
        kind: 'batch-split',
        params: {
          producer: note.producer,
          topic: note.topic,
          partition: note.partition,
          count: note.records,
          parts: note.parts,
        },
      };
    case 'batch-failed':
      return {
        kind: 'send-failed',
        params: {
          producer: note.producer,
          topic: note.topic,
          partition: note.partition,
          count: recordCount(note.batch),
          error: note.error,
        },
      };
    case 'log-truncated':
      if (note.topic.startsWith('__')) return null;
      return {
        kind: 'log-truncated',
        params: {
          topic: note.topic,
          partition: note.partition,
          broker: note.broker,
          from: note.fromOffset,
          to: note.toOffset,
        },
      };
    case 'offset-reset':
      return {
        kind: 'offset-reset',
        params: {
          consumer: note.consumer,
          topic: note.topic,
          partition: note.partition,
          from: note.from,
          to: note.to,
          policy: note.policy,
        },
      };
    case 'group-offsets-reset':
      return { kind: 'group-offsets-reset', params: paramsOfReset(note) };
    case 'position-truncated':
      return {
        kind: 'position-truncated',
        params: {
          consumer: note.consumer,
          topic: note.topic,
          partition: note.partition,
          from: note.from,
          to: note.to,
        },
      };
    case 'consumer-error':
      return { kind: 'consumer-failed', params: { consumer: note.consumer, error: note.error } };
    case 'member-removed':
      if (note.reason === 'left') return null;
      return {
        kind: 'member-removed',
        params: { group: note.group, member: note.clientId, reason: note.reason },
      };
    case 'admin-answered':
      if (note.error === 'NONE') return null;
      return {
        kind: 'request-refused',
        params: { api: note.api, subject: note.subject, error: note.error, message: note.message ?? '' },
      };
    case 'command-refused':
      return {
        kind: 'request-refused',
        params: { api: note.command, subject: note.field, error: '', message: note.detail },
      };
    default:
      return null;
  }
}

/** `moves`: as many as can be told in a sentence; `more`: how many there are beside them. */
function paramsOfReset({ group, offsets }: Extract<Note, { code: 'group-offsets-reset' }>): Mark['params'] {
  const told = offsets.slice(0, 3);
  const from = (offset: number) => (offset < 0 ? '–' : offset);
  return {
    group,
    moves: told.map((move) => `${move.topic}-${move.partition} ${from(move.from)} → ${move.to}`).join(', '),
    more: offsets.length - told.length,
    held: offsets.filter(({ heldTo }) => heldTo).length,
  };
}

function markOfBroker(note: Extract<Note, { code: 'process' }>): MarkBody {
  const broker = Number(note.node.slice('broker-'.length));
  if (note.now === 'stopped') return { kind: 'broker-stopped', params: { broker, how: note.how } };
  if (note.now === 'running' && note.atUs > 0)
    return { kind: 'broker-started', params: { broker, how: note.how } };
  return null;
}

function markOfIsr(note: Extract<Note, { code: 'isr-changed' }>): MarkBody {
  const kind = note.isr.length < note.previousIsr.length ? 'isr-shrunk' : 'isr-grown';
  return {
    kind,
    params: { topic: note.topic, partition: note.partition, isr: note.isr.join(', '), size: note.isr.length },
  };
}

function markOfFinding(finding: LedgerFinding): MarkBody {
  const params = { topic: finding.topic, partition: finding.partition, count: finding.count };
  if (finding.kind === 'lost') return { kind: 'record-lost', params };
  const kind = finding.kind === 'redelivered' ? 'record-redelivered' : 'record-out-of-order';
  return { kind, params: { ...params, group: finding.group ?? '' } };
}
