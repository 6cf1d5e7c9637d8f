/** Names and settings of what a gesture adds: like what is there, and never a name that is taken. */
import type { Command, ForwardsSpec, Run } from '../../scenario/scenario.ts';
import type { Structure } from '../../view/structure.ts';

type AddConsumer = Extract<Command, { do: 'addConsumer' }>;

/** `Consumer 4` where 1 to 3 are. */
export function freeName(stem: string, taken: readonly string[], separator = ' '): string {
  for (let number = 1; ; number++) {
    const name = `${stem}${separator}${number}`;
    if (!taken.includes(name)) return name;
  }
}

export function clientNames(structure: Structure | null): string[] {
  return [...(structure?.producers ?? []), ...(structure?.consumers ?? [])].map(({ name }) => name);
}

export function newGroupName(structure: Structure | null): string {
  const taken = structure?.groups.map(({ id }) => id) ?? [];
  const inUse = structure?.consumers.flatMap(({ group }) => (group === null ? [] : [group])) ?? [];
  return freeName('group', [...taken, ...inUse], '-');
}

/** A consumer like the others of its group; null: one on the bench. */
export function newConsumer(structure: Structure | null, run: Run | null, group: string | null): AddConsumer {
  const like = group === null ? undefined : specsOf(run).findLast((spec) => spec.group === group);
  const name = freeName('Consumer', clientNames(structure));
  if (like) {
    const { topics, pattern, configs, processingMs, commit, share, forwards } = like;
    const { 'group.instance.id': _own, ...shared } = configs;
    return {
      do: 'addConsumer',
      name,
      group,
      topics,
      configs: shared,
      processingMs,
      commit,
      ...(pattern ? { pattern } : {}),
      ...(share ? { share: {} } : {}),
      ...(forwards ? { forwards: withOwnId(run, forwards) } : {}),
    };
  }
  const topics = group === null ? [] : topicsOf(structure, group);
  return { do: 'addConsumer', name, group, topics, configs: {}, processingMs: 50, commit: 'auto' };
}

/** Whoever took another's transactional.id would fence it. */
function withOwnId(run: Run | null, forwards: ForwardsSpec): ForwardsSpec {
  const { transactionalId: id } = forwards;
  if (id === undefined) return forwards;
  const taken = specsOf(run).map((spec) => spec.forwards?.transactionalId ?? '');
  return { ...forwards, transactionalId: freeName(id, taken, '-') };
}

/** What the group reads; a new one reads everything. */
export function topicsOf(structure: Structure | null, group: string): readonly string[] {
  const all = structure?.topics.map(({ name }) => name) ?? [];
  const card = structure?.groups.find(({ id }) => id === group);
  const own = card?.topics.flatMap((index) => all[index] ?? []) ?? [];
  return own.length > 0 ? own : all;
}

function specsOf(run: Run | null): readonly Omit<AddConsumer, 'do'>[] {
  if (!run) return [];
  const added = [...run.scenario.script, ...run.actions].filter((command) => command.do === 'addConsumer');
  return [...run.scenario.consumers, ...added];
}

export function newBrokerId(structure: Structure | null): number | null {
  const taken = structure?.brokers.map(({ id }) => id) ?? [];
  for (let id = 1; id <= 9; id++) if (!taken.includes(id)) return id;
  return null;
}
