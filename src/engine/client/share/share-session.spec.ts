/** The client's half of a share session: what each request names. */
import { describe, expect, it } from 'vitest';
import { advance, buildShareFetch, createShareSession, finish, restart } from './share-session.ts';

const p = (partition: number) => ({ topicId: 'id', partition });
const named = (request: ReturnType<typeof buildShareFetch>) => ({
  asked: request.topics.flatMap(({ partitions }) => partitions.map(({ partitionIndex }) => partitionIndex)),
  forgotten: request.forgottenTopicsData.flatMap(({ partitions }) => partitions),
});

describe('a share session', () => {
  it('begins with all partitions, and then names only what is new and what is not wanted any more', () => {
    const session = createShareSession();
    expect(named(buildShareFetch(session, [p(0), p(1)], []))).toEqual({ asked: [0, 1], forgotten: [] });
    advance(session);
    expect(session.epoch).toBe(1);
    expect(named(buildShareFetch(session, [p(0), p(1)], []))).toEqual({ asked: [], forgotten: [] });
    expect(named(buildShareFetch(session, [p(1), p(2)], []))).toEqual({ asked: [2], forgotten: [0] });
  });

  it('names a partition of which records are acknowledged', () => {
    const session = createShareSession();
    buildShareFetch(session, [p(0)], []);
    advance(session);
    const runs = [{ firstOffset: 3, lastOffset: 4, type: 1 }];
    const said = { brokerId: 1, topic: 'jobs', topicId: 'id', partition: 0, runs };
    expect(buildShareFetch(session, [p(0)], [said]).topics).toEqual([
      {
        topicId: 'id',
        partitions: [
          {
            partitionIndex: 0,
            acknowledgementBatches: [{ firstOffset: 3, lastOffset: 4, acknowledgeTypes: [1] }],
          },
        ],
      },
    ]);
  });

  it('begun anew, names all again; its last epoch is -1', () => {
    const session = createShareSession();
    buildShareFetch(session, [p(0)], []);
    advance(session);
    restart(session);
    expect(named(buildShareFetch(session, [p(0), p(1)], []))).toEqual({ asked: [0, 1], forgotten: [] });
    finish(session);
    expect(session.epoch).toBe(-1);
  });
});
