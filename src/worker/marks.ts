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

/** Plain values of a command or a note: the catalogue makes a sentence of them. */
function paramsOf(of: object): Record<string, string | number> {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(of)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
    else if (value === null) params[name] = '';
    else if (name === 'replicas') params[name] = String(value).replaceAll(',', ', ');
  }
  return params;
}

function markOfNote(note: Note): MarkBody {
  // What brokers keep for themselves is not on the stage.
  if ('topic' in note && note.topic.startsWith('__')) return null;
  switch (note.code) {
    case 'process':
      return note.node.startsWith('broker-') ? markOfBroker(note) : null;
    case 'leader-elected':
    case 'batch-split':
    case 'offset-reset':
    case 'position-truncated':
    case 'transaction-aborted':
    case 'transaction-timed-out':
    case 'producer-fenced':
      return mark(note.code, note);
    case 'producer-error':
      return mark('producer-failed', note);
    case 'isr-changed':
      return markOfIsr(note);
    case 'rebalance-begun':
      return mark('rebalance', note);
    case 'group-state':
      return note.state === 'Stable' ? mark('group-stable', note) : null;
    case 'segment-deleted':
      return note.leader
        ? mark('segment-expired', note, { from: note.baseOffset, to: note.nextOffset })
        : null;
    case 'log-cleaned':
      return note.leader && note.bytesAfter < note.bytesBefore
        ? mark('log-cleaned', note, { from: note.bytesBefore, to: note.bytesAfter })
        : null;
    case 'batch-failed':
      return mark('send-failed', note, { count: recordCount(note.batch) });
    case 'log-truncated':
      return mark('log-truncated', note, { from: note.fromOffset, to: note.toOffset });
    case 'group-offsets-reset':
      return { kind: 'group-offsets-reset', params: paramsOfReset(note) };
    case 'consumer-error':
      return mark('consumer-failed', note);
    case 'member-removed':
      return note.reason === 'left' ? null : mark('member-removed', note, { member: note.clientId });
    case 'admin-answered':
      return note.error === 'NONE' ? null : mark('request-refused', note, { message: note.message ?? '' });
    case 'command-refused':
      return mark('request-refused', note, {
        api: note.command,
        subject: note.field,
        error: '',
        message: note.detail,
      });
    default:
      return null;
  }
}

/** `more`: what the words need beside the note's own values, or by other names. */
function mark(kind: MarkKind, note: object, more: Mark['params'] = {}): MarkBody {
  return { kind, params: { ...paramsOf(note), ...more } };
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
  if (note.now === 'stopped') return mark('broker-stopped', note, { broker });
  return note.now === 'running' && note.atUs > 0 ? mark('broker-started', note, { broker }) : null;
}

function markOfIsr(note: Extract<Note, { code: 'isr-changed' }>): MarkBody {
  const kind = note.isr.length < note.previousIsr.length ? 'isr-shrunk' : 'isr-grown';
  return mark(kind, note, { isr: note.isr.join(', '), size: note.isr.length });
}

function markOfFinding(finding: LedgerFinding): MarkBody {
  return mark(`record-${finding.kind}`, finding);
}
