/** `group/member`, the key of a member's timers. */

interface MemberKeySplit {
  readonly groupId: string;
  readonly memberId: string;
}

/** Both ids may hold slashes; the one split where both are known is it. */
export function* splitsOfMemberKey(key: string): Generator<MemberKeySplit> {
  for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1))
    yield { groupId: key.slice(0, slash), memberId: key.slice(slash + 1) };
}
