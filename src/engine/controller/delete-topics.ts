/** DeleteTopics at the controller: by name or by id. After Kafka's ControllerApis.deleteTopics. */
import { Errors } from '../../protocol/errors.ts';
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/messages/20-delete-topics.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { type ApiError, apiError, duplicatesOf } from './api-error.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { ZERO_UUID } from './reserved-ids.ts';

type Named = DeleteTopicsRequest['topics'][number];
type Result = DeleteTopicsResponse['responses'][number];

export function deleteTopics(
  controller: ControllerNode,
  request: DeleteTopicsRequest,
): ControllerResult<DeleteTopicsResponse> {
  const topics = topicsOf(request);
  const names = duplicatesOf(topics.filter(({ name }) => name !== null).map(({ name }) => name));
  const ids = duplicatesOf(topics.filter(({ name }) => name === null).map(({ topicId }) => topicId));
  const records: MetadataRecord[] = [];
  const responses: Result[] = [];
  const doomed = new Set<string>();
  for (const named of topics) {
    const error = invalidReference(named);
    if (error) {
      responses.push(resultOf(named, error));
      continue;
    }
    if (named.name === null ? ids.includes(named.topicId) : names.includes(named.name)) continue;
    const found = find(controller, named);
    if ('error' in found) {
      responses.push(resultOf(named, found));
    } else if (doomed.has(found.topicId)) {
      const message = 'The provided topic name maps to an ID that was already supplied.';
      responses.push(resultOf(found, apiError(Errors.INVALID_REQUEST, message)));
    } else {
      doomed.add(found.topicId);
      records.push({ type: 'RemoveTopicRecord', topicId: found.topicId });
      responses.push(resultOf(found, apiError(Errors.NONE)));
    }
  }
  for (const name of names)
    responses.push(
      resultOf({ name, topicId: ZERO_UUID }, apiError(Errors.INVALID_REQUEST, 'Duplicate topic name.')),
    );
  for (const topicId of ids.filter((id) => id !== ZERO_UUID))
    responses.push(
      resultOf({ name: null, topicId }, apiError(Errors.INVALID_REQUEST, 'Duplicate topic id.')),
    );
  return { records, response: { throttleTimeMs: 0, responses } };
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

function find(
  { image }: ControllerNode,
  { name, topicId }: Named,
): { name: string; topicId: string } | ApiError {
  if (name === null) {
    const topic = image.topics.get(topicId);
    return topic ?? apiError(Errors.UNKNOWN_TOPIC_ID);
  }
  const id = image.topicIds.get(name);
  return id === undefined ? apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION) : { name, topicId: id };
}

function resultOf({ name, topicId }: Named, { error, message }: ApiError): Result {
  return { name, topicId, errorCode: error, errorMessage: message };
}
