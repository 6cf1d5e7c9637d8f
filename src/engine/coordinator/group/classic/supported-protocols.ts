/** Which assignors a group can use, and which one its members elect. */
import { inHashMapOrder, stringHashCode } from '../../../../kernel/java-hash-order.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicGroupMember, JoinGroupProtocol } from './classic-group-member.ts';

type Members = Pick<ClassicGroup, 'members'>;

/** Whether somebody with these protocols can join: at least one must be known to every member. */
export function supportsProtocols(
  group: ClassicGroup,
  protocolType: string,
  protocols: readonly JoinGroupProtocol[],
): boolean {
  if (group.state === 'Empty') return protocolType !== '' && protocols.length > 0;
  const candidates = candidateProtocols(group);
  return group.protocolType === protocolType && protocols.some(({ name }) => candidates.has(name));
}

/** Each member votes for the first of its protocols that all have; most votes win, a draw goes by Java's hash order. */
export function selectProtocol(group: Members): string {
  const candidates = candidateProtocols(group);
  const votes = new Map<string, number>();
  for (const member of group.members.values()) {
    const name = vote(member, candidates);
    votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  const names = inHashMapOrder([...votes.keys()], stringHashCode);
  return names.reduce((best, name) => (votes.get(name)! > votes.get(best)! ? name : best));
}

function vote(member: ClassicGroupMember, candidates: ReadonlySet<string>): string {
  const favourite = member.supportedProtocols.find(({ name }) => candidates.has(name));
  if (!favourite) throw new Error(`member ${member.memberId} supports none of the group's protocols`);
  return favourite.name;
}

/** Protocols that every member supports. */
function candidateProtocols(group: Members): Set<string> {
  const counts = new Map<string, number>();
  for (const { supportedProtocols } of group.members.values()) {
    for (const { name } of supportedProtocols) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts.keys()].filter((name) => counts.get(name) === group.members.size));
}
