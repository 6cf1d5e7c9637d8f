/** What is wrong with a scenario, a file, a link or a row. The same words as the command line's, place first. */
import type { MalformedReason } from '../scenario/data/table.ts';
import type { ErrorCode, ErrorParams, ScenarioError } from '../scenario/errors.ts';
import type { LinkError } from '../scenario/link.ts';
import type { ErrorMessages } from './more-messages.ts';

type Sentences = { readonly [Code in ErrorCode]: (params: ErrorParams[Code]) => string };

const SENTENCES: Sentences = {
  'not-json': ({ reason }) => `this is not JSON (${reason})`,
  'missing-key': ({ key }) => `“${key}” is missing`,
  'unknown-key': ({ key, suggestion }) => `“${key}” is not known here${didYouMean(suggestion)}`,
  'wrong-type': ({ expected, value }) => `expected ${expected}, got ${value}`,
  'not-one-of': ({ value, allowed }) => `${value} is not one of ${allowed.join(', ')}`,
  'out-of-range': ({ value, min, max }) => `${value} is not ${range(min, max)}`,
  'wrong-length': ({ length, min, max }) => `the length ${length} is not ${range(min, max)}`,
  'not-an-integer': ({ value }) => `${value} is not a whole number`,
  'not-a-time': ({ value }) =>
    `${value} is not a time: give milliseconds, or text with a unit (200ms, 5s, 2m, 1h, 7d)`,
  'not-a-text': ({ value }) => `${value} is not a text: give a string, or { "en": …, "ko": … }`,
  'not-a-name': ({ value }) => `${value} is not a name: give one line of 1 to 100 characters`,
  'not-a-topic-name': ({ value }) => `${value} is not a legal topic name: 1 to 249 of a-z A-Z 0-9 . _ -`,
  'not-a-config-value': ({ value }) => `${value} is not a config value`,
  'not-brokers': ({ value }) => `${value} is neither a number of brokers nor a list of them`,
  'not-a-source': ({ value }) => `${value} is not a data source`,
  'not-a-sha256': ({ value }) => `${value} is not a SHA-256`,
  'not-an-offset-reset': ({ value }) =>
    `${value} is no place to reset offsets to: give "earliest", "latest", "current", or one of { "offset" | "datetime" | "duration" | "shiftBy" | "file": … }`,
  'not-a-datetime': ({ value }) => `${value} is not a date and time: write it as 2026-01-01T00:00:30.000`,
  'not-a-reset-plan': ({ line }) => `line ${line} is not “topic,partition,offset”`,
  'too-new': ({ version, newest }) => `version ${version} is newer than this Kafkascope reads (${newest})`,
  'duplicate-name': ({ name }) => `the name “${name}” is already taken`,
  'duplicate-broker': ({ broker }) => `broker ${broker} is there already`,
  'reserved-name': ({ name }) => `“${name}” is what a node is called: choose another name`,
  'unknown-topic': ({ topic, known }) => `there is no topic “${topic}”${among(known)}`,
  'unknown-partition': ({ topic, partition, partitions }) =>
    `topic “${topic}” has ${partitions} partitions, so there is no partition ${partition}`,
  'unknown-broker': ({ broker, known }) => `there is no broker ${broker}${among(known)}`,
  'unknown-producer': ({ producer, known }) => `there is no producer “${producer}”${among(known)}`,
  'unknown-consumer': ({ consumer, known }) => `there is no consumer “${consumer}”${among(known)}`,
  'unknown-node': ({ node, known }) => `“${node}” is neither a node nor a client${among(known)}`,
  'unknown-dataset': ({ dataset, known }) => `there is no data set “${dataset}”${among(known)}`,
  'replication-factor-too-large': ({ replicationFactor, brokers }) =>
    `replication factor ${replicationFactor} is larger than the number of brokers, ${brokers}`,
  'group-without-topics': ({ group }) => `a member of group “${group}” has to name the topics that it reads`,
  'topics-without-group': () =>
    'only a member of a group subscribes to topics: name a group, or use “assign”',
  'pattern-beside-topics': () => 'a consumer subscribes to topics by name or by a pattern, not by both',
  'pattern-needs-consumer-protocol': () =>
    'only a consumer with group.protocol=consumer subscribes by a pattern',
  'assign-in-a-group': ({ group }) =>
    `a member of group “${group}” is given its partitions: leave out “assign”`,
  'not-for-a-share-consumer': ({ name }) => `a share consumer takes no ${name}`,
  'commit-contradicts-config': ({ commit }) => `“${commit}” contradicts enable.auto.commit`,
  'transactions-without-id': () => 'transactions need a transactional.id among the configs',
  'forwards-without-group': () => 'only a member of a group sends on what it reads: it has to commit offsets',
  'commit-not-with-forwards': ({ commit, needed }) =>
    `with these “forwards” commit is “${needed}”, and cannot be “${commit}”`,
  'forwards-id-in-configs': () => 'give a transactional.id as “transactionalId” of “forwards”',
  'link-to-itself': ({ node }) => `a link has two ends, and both are “${node}”`,
  'unknown-config': ({ name, suggestion }) =>
    `“${name}” is not a config of Kafka here${didYouMean(suggestion)}`,
  'config-not-simulated': ({ name }) =>
    `${name} is a config of Kafka that is not simulated here: nothing would follow from it`,
  'config-wrong-type': ({ name, expected, value }) => `${name} is of type ${expected}, and ${value} is not`,
  'config-out-of-range': ({ name, value, min, max }) =>
    `${name} is ${value}, which is not ${range(min, max)}`,
  'config-not-one-of': ({ name, value, allowed }) =>
    `${name} is ${value}, which is not one of ${allowed.join(', ')}`,
  'config-empty': ({ name }) => `${name} is an empty list`,
  'segment-bytes-too-small': ({ value, min }) =>
    `segment.bytes is ${value}, below Kafka’s floor of ${min}: for smaller segments use internal.segment.bytes`,
  'delivery-timeout-too-short': ({ value, min }) =>
    `delivery.timeout.ms is ${value}, and must be at least linger.ms + request.timeout.ms, ${min}`,
  'idempotence-needs': ({ name, value }) => `enable.idempotence does not go with ${name}=${value}`,
  'transactional-id-needs-idempotence': ({ name, value }) =>
    `a transactional.id needs an idempotent producer, which does not go with ${name}=${value}`,
  'too-many-in-flight': ({ value, max }) =>
    `max.in.flight.requests.per.connection is ${value}: an idempotent producer may have at most ${max}`,
  'config-not-below': ({ name, value, other, otherValue, orEqual }) =>
    `${name} (${value}) must be ${orEqual ? 'at most' : 'lower than'} ${other} (${otherValue})`,
  'config-not-with-protocol': ({ name, protocol }) => `${name} cannot be set when group.protocol=${protocol}`,
  'session-timeout-refused': ({ value, min, max }) =>
    `session.timeout.ms is ${value}, and the coordinator accepts ${min} to ${max}`,
};

function sentence(error: ScenarioError): string {
  // The table is keyed by the code, so the parameters are those of its entry; the compiler can't follow that.
  const say = SENTENCES[error.code] as (params: ScenarioError['params']) => string;
  return error.path === '' ? say(error.params) : `${error.path}: ${say(error.params)}`;
}

function linkSentence(error: LinkError): string {
  switch (error.code) {
    case 'not-a-link':
      return 'This address holds no run of Kafkascope. What was on the stage is untouched.';
    case 'damaged':
      return 'This link is damaged: part of it is missing or was changed on the way. Ask for it again; what was on the stage is untouched.';
    case 'too-new':
      return error.what === 'format'
        ? `This link was made by a newer Kafkascope (format ${error.version}, this one reads up to ${error.newest}). Reload the page to get the newest, then open it again.`
        : `This link was made with a newer engine (${error.version}, this one is ${error.newest}). Reload the page to get the newest, then open it again.`;
    case 'invalid-scenario':
      return 'This link holds a scenario that is not valid. What was on the stage is untouched.';
  }
}

function malformedSentence(reason: MalformedReason): string {
  switch (reason.code) {
    case 'wrong-number-of-fields':
      return `${reason.got} fields instead of ${reason.expected}`;
    case 'unclosed-quote':
      return 'a quote is not closed';
    case 'text-after-quote':
      return 'there is text after a closing quote';
    case 'not-json':
      return 'not JSON';
    case 'not-an-object':
      return 'not an object';
    case 'unreadable-time':
      return `“${reason.value}” is not a time`;
  }
}

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` (did you mean “${suggestion}”?)`;
}

function among(known: readonly (string | number)[]): string {
  return known.length === 0
    ? ''
    : ` (there: ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''})`;
}

function range(min: number | undefined, max: number | undefined): string {
  const least = min === undefined || min === -Number.MAX_SAFE_INTEGER ? undefined : min;
  const most = max === undefined || max === Number.MAX_SAFE_INTEGER ? undefined : max;
  if (least !== undefined && most !== undefined) return `between ${least} and ${most}`;
  return least === undefined ? `at most ${most}` : `at least ${least}`;
}

export const errors: ErrorMessages = {
  scenario: sentence,
  link: linkSentence,
  malformed: malformedSentence,
};
