/** OffsetFetch asks for several groups at once, of which each may have to wait for its own partition's commits. */
import type { BrokerNode } from '../../broker/broker.ts';
import { respond } from '../../broker/request-channel.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { OffsetFetchGroup } from './coordinator-result.ts';

/** The answers so far, by the request's id and in the order of its groups. */
export type OffsetFetches = Map<number, (OffsetFetchGroup | null)[]>;

/** Notes one group's answer; with the last of them the request is answered. */
export function answerOffsetFetchGroup(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'OffsetFetch'>,
  index: number,
  answer: OffsetFetchGroup,
): void {
  const { offsetFetches } = broker.groupCoordinator;
  const answers = offsetFetches.get(request.id) ?? request.body.groups.map(() => null);
  answers[index] = answer;
  const groups = answers.filter((group) => group !== null);
  if (groups.length < answers.length) {
    offsetFetches.set(request.id, answers);
    return;
  }
  offsetFetches.delete(request.id);
  respond(ctx, broker, request, { throttleTimeMs: 0, groups });
}
