import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import type { FetchResponse } from '../../protocol/messages/01-fetch.ts';
import {
  buildFetch,
  closeSession,
  createFetchSessionHandler,
  handleFetchError,
  handleFetchResponse,
} from './fetch-session-handler.ts';

function wanted(topicId: string, partition: number, fetchOffset: number) {
  const asked = {
    partition,
    currentLeaderEpoch: 0,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: 1000,
    highWatermark: -1,
  };
  return { key: `${topicId}:${partition}`, topicId, asked };
}

function response(sessionId: number, errorCode: FetchResponse['errorCode'] = Errors.NONE): FetchResponse {
  return { throttleTimeMs: 0, errorCode, sessionId, responses: [] };
}

/** With session 7, whose partitions are a-0 and a-1 at offset 0. */
function inSession() {
  const handler = createFetchSessionHandler();
  buildFetch(handler, [wanted('a', 0, 0), wanted('a', 1, 0)]);
  handleFetchResponse(handler, response(7));
  return handler;
}

describe('a request', () => {
  it('names all partitions at first, and asks for a session', () => {
    expect(buildFetch(createFetchSessionHandler(), [wanted('a', 0, 0), wanted('b', 0, 5)])).toMatchObject({
      sessionId: 0,
      sessionEpoch: 0,
      topics: [
        { topicId: 'a', partitions: [{ partition: 0 }] },
        { topicId: 'b', partitions: [{ partition: 0, fetchOffset: 5 }] },
      ],
      forgottenTopicsData: [],
    });
  });

  it('then those that are new or asked otherwise, and those that are not wanted any more', () => {
    const handler = inSession();
    expect(buildFetch(handler, [wanted('a', 1, 3), wanted('b', 0, 0)])).toMatchObject({
      sessionId: 7,
      sessionEpoch: 1,
      topics: [
        { topicId: 'a', partitions: [{ partition: 1, fetchOffset: 3 }] },
        { topicId: 'b', partitions: [{ partition: 0 }] },
      ],
      forgottenTopicsData: [{ topicId: 'a', partitions: [0] }],
    });
    handleFetchResponse(handler, response(7));
    expect(buildFetch(handler, [wanted('a', 1, 3), wanted('b', 0, 0)])).toEqual({
      sessionId: 7,
      sessionEpoch: 2,
      topics: [],
      forgottenTopicsData: [],
    });
  });

  it('forgets all when nothing is wanted, and then there is nothing to ask', () => {
    const handler = inSession();
    expect(buildFetch(handler, [])).toMatchObject({
      forgottenTopicsData: [{ topicId: 'a', partitions: [0, 1] }],
    });
    handleFetchResponse(handler, response(0));
    expect(buildFetch(handler, [])).toBeNull();
  });
});

describe('all partitions are named again', () => {
  it.each([
    ['the broker has forgotten the session', Errors.FETCH_SESSION_ID_NOT_FOUND, 0],
    [
      'the broker counts otherwise, and the old session is to be closed',
      Errors.INVALID_FETCH_SESSION_EPOCH,
      7,
    ],
  ])('%s', (_, error, sessionId) => {
    const handler = inSession();
    expect(handleFetchResponse(handler, response(0, error))).toBe(false);
    expect(buildFetch(handler, [wanted('a', 0, 0)])).toMatchObject({
      sessionId,
      sessionEpoch: 0,
      topics: [{ partitions: [{ partition: 0 }] }],
    });
  });

  it('when a request was lost', () => {
    const handler = inSession();
    handleFetchError(handler);
    expect(buildFetch(handler, [wanted('a', 0, 0)])).toMatchObject({ sessionId: 7, sessionEpoch: 0 });
  });

  it('each time while the broker has no room for a session', () => {
    const handler = createFetchSessionHandler();
    for (let i = 0; i < 2; i++) {
      expect(buildFetch(handler, [wanted('a', 0, 0)])).toMatchObject({ sessionEpoch: 0, topics: [{}] });
      expect(handleFetchResponse(handler, response(0))).toBe(true);
    }
  });
});

it('the last request gives the session up', () => {
  expect(closeSession(inSession())).toEqual({
    sessionId: 7,
    sessionEpoch: -1,
    topics: [],
    forgottenTopicsData: [],
  });
});
