/** DeleteTopics at the controller: by name or by id. After Kafka's ControllerApis.deleteTopics. */
import { Errors } from '../../protocol/errors.ts';
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/messages/20-delete-topics.ts';
import { type ApiError, apiError, duplicatesOf } from './api-error.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { ZERO_UUID } from './reserved-ids.ts';

type Named = DeleteTopicsRequest['topics'][number];
type Result = DeleteTopicsResponse['responses'][number];

export function deleteTopics(
  { image }: ControllerNode,
  request: DeleteTopicsRequest,
): ControllerResult<DeleteTopicsResponse> {
  const named = topicsOf(request);
  const valid = named.filter((topic) => invalidReference(topic) === null);
  const names = valid.flatMap(({ name }) => (name === null ? [] : [name]));
  const ids = valid.flatMap(({ name, topicId }) => (name === null ? [topicId] : []));
  const duplicateIds = duplicatesOf(ids);
  const responses: Result[] = [
    ...named.flatMap((topic) => {
      const error = invalidReference(topic);
      return error ? [resultOf(topic, error)] : [];
    }),
    ...duplicatesOf(names).map((name) => resultOf({ name, topicId: ZERO_UUID }, duplicate('name'))),
    ...duplicateIds.map((topicId) => resultOf({ name: null, topicId }, duplicate('id'))),
  ];
  const doomed = new Map<string, string>();
  for (const topicId of withoutDuplicates(ids)) {
    const topic = image.topics.get(topicId);
    if (topic) doomed.set(topicId, topic.name);
    else responses.push(resultOf({ name: null, topicId }, apiError(Errors.UNKNOWN_TOPIC_ID)));
  }
  for (const name of withoutDuplicates(names)) {
    const topicId = image.topicIds.get(name);
    if (topicId === undefined) {
      const unknown = apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION);
      responses.push(resultOf({ name, topicId: ZERO_UUID }, unknown));
    } else if (doomed.delete(topicId) || duplicateIds.includes(topicId)) {
      // Asked for by its id too, it stays, and only the name is answered.
      const message = 'The provided topic name maps to an ID that was already supplied.';
      responses.push(resultOf({ name, topicId }, apiError(Errors.INVALID_REQUEST, message)));
    } else {
      doomed.set(topicId, name);
    }
  }
  for (const [topicId, name] of doomed) responses.push(resultOf({ name, topicId }, apiError(Errors.NONE)));
  const records = [...doomed.keys()].map((topicId) => ({ type: 'RemoveTopicRecord', topicId }) as const);
  return { records, response: { throttleTimeMs: 0, responses } };
}

function withoutDuplicates(items: readonly string[]): string[] {
  const duplicates = duplicatesOf(items);
  return items.filter((item) => !duplicates.includes(item));
}

function duplicate(what: 'name' | 'id'): ApiError {
  return apiError(Errors.INVALID_REQUEST, `Duplicate topic ${what}.`);
}

/** Up to v5 names have a list of their own. */
function topicsOf({ topics, topicNames = [] }: DeleteTopicsRequest): readonly Named[] {
  return [...topicNames.map((name) => ({ name, topicId: ZERO_UUID })), ...topics];
}

function invalidReference({ name, topicId }: Named): ApiError | null {
  if (name === null && topicId === ZERO_UUID)
    return apiError(Errors.INVALID_REQUEST, 'Neither topic name nor id were specified.');
  if (name !== null && topicId !== ZERO_UUID)
    return apiError(Errors.INVALID_REQUEST, 'You may not specify both topic name and topic id.');
  return null;
}

function resultOf({ name, topicId }: Named, { error, message }: ApiError): Result {
  return { name, topicId, errorCode: error, errorMessage: message };
}
