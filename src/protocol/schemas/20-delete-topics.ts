import { array, int16, int32, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/** DeleteTopics (key 20). v4: flexible. v5: error message. v6: topics by id (KIP-516). */
export const DeleteTopics = api('DeleteTopics', {
  request: {
    topics: array('6+', { name: string('0+', { default: null }), topicId: uuid() }),
    topicNames: array('1-5', string()),
    timeoutMs: int32(),
  },
  response: {
    throttleTimeMs: int32(),
    responses: array({
      name: string('0+', { nullable: '6+' }),
      topicId: uuid('6+'),
      errorCode: int16(),
      errorMessage: string('5+', { default: null }),
    }),
  },
});
