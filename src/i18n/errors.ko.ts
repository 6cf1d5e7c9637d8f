import type { MalformedReason } from '../scenario/data/table.ts';
import type { ErrorCode, ErrorParams, ScenarioError } from '../scenario/errors.ts';
import type { LinkError } from '../scenario/link.ts';
import { josa } from './josa.ts';
import type { ErrorMessages } from './more-messages.ts';

type Sentences = { readonly [Code in ErrorCode]: (params: ErrorParams[Code]) => string };

const SENTENCES: Sentences = {
  'not-json': ({ reason }) => `JSON이 아닙니다(${reason})`,
  'missing-key': ({ key }) => `“${key}” 항목이 빠졌습니다`,
  'unknown-key': ({ key, suggestion }) => `“${key}”: 여기서는 알 수 없는 항목입니다${didYouMean(suggestion)}`,
  'wrong-type': ({ expected, value }) => `${josa(expected, '이/가')} 와야 하는데 ${value} 값이 왔습니다`,
  'not-one-of': ({ value, allowed }) =>
    `${josa(value, '은/는')} 쓸 수 없습니다. 가능한 값: ${allowed.join(', ')}`,
  'out-of-range': ({ value, min, max }) => `${josa(value, '은/는')} 범위를 벗어났습니다(${range(min, max)})`,
  'wrong-length': ({ length, min, max }) =>
    `길이 ${josa(length, '은/는')} 범위를 벗어났습니다(${range(min, max)})`,
  'not-an-integer': ({ value }) => `${josa(value, '은/는')} 정수가 아닙니다`,
  'not-a-time': ({ value }) =>
    `${josa(value, '은/는')} 시간이 아닙니다. 밀리초, 또는 단위가 붙은 문자열(200ms, 5s, 2m, 1h, 7d)로 적으세요`,
  'not-a-text': ({ value }) =>
    `${josa(value, '은/는')} 글이 아닙니다. 문자열, 또는 { "en": …, "ko": … }로 적으세요`,
  'not-a-name': ({ value }) => `${josa(value, '은/는')} 이름이 될 수 없습니다. 1~100자 한 줄로 적으세요`,
  'not-a-topic-name': ({ value }) =>
    `${josa(value, '은/는')} 토픽 이름이 될 수 없습니다. a-z A-Z 0-9 . _ - 로 1~249자를 적으세요`,
  'not-a-config-value': ({ value }) => `${josa(value, '은/는')} 설정값이 될 수 없습니다`,
  'not-brokers': ({ value }) => `${josa(value, '은/는')} 브로커 수도 목록도 아닙니다`,
  'not-a-source': ({ value }) => `${josa(value, '은/는')} 데이터 출처가 아닙니다`,
  'not-a-sha256': ({ value }) => `${josa(value, '은/는')} SHA-256이 아닙니다`,
  'not-an-offset-reset': ({ value }) =>
    `${josa(value, '은/는')} 오프셋을 되돌릴 자리가 아닙니다. "earliest", "latest", "current", 또는 { "offset" | "datetime" | "duration" | "shiftBy" | "file": … } 가운데 하나로 적으세요`,
  'not-a-datetime': ({ value }) =>
    `${josa(value, '은/는')} 날짜와 시각이 아닙니다. 2026-01-01T00:00:30.000처럼 적으세요`,
  'not-a-reset-plan': ({ line }) => `${line}번째 줄이 “토픽,파티션,오프셋”이 아닙니다`,
  'too-new': ({ version, newest }) =>
    `버전 ${josa(version, '은/는')} 이 Kafkascope가 읽을 수 있는 버전(${newest})보다 새것입니다`,
  'duplicate-name': ({ name }) => `“${name}”: 이미 쓰고 있는 이름입니다`,
  'duplicate-broker': ({ broker }) => `브로커 ${josa(broker, '은/는')} 이미 있습니다`,
  'reserved-name': ({ name }) => `“${name}”: 노드가 쓰는 이름입니다. 다른 이름을 고르세요`,
  'unknown-topic': ({ topic, known }) => `“${topic}” 토픽이 없습니다${among(known)}`,
  'unknown-partition': ({ topic, partition, partitions }) =>
    `“${topic}” 토픽의 파티션은 ${partitions}개라서 파티션 ${josa(partition, '은/는')} 없습니다`,
  'unknown-broker': ({ broker, known }) => `브로커 ${josa(broker, '이/가')} 없습니다${among(known)}`,
  'unknown-producer': ({ producer, known }) =>
    `프로듀서 “${producer}”${josaOnly(producer, '이/가')} 없습니다${among(known)}`,
  'unknown-consumer': ({ consumer, known }) =>
    `컨슈머 “${consumer}”${josaOnly(consumer, '이/가')} 없습니다${among(known)}`,
  'unknown-node': ({ node, known }) =>
    `“${node}”${josaOnly(node, '은/는')} 노드도 클라이언트도 아닙니다${among(known)}`,
  'unknown-dataset': ({ dataset, known }) => `“${dataset}” 데이터 세트가 없습니다${among(known)}`,
  'replication-factor-too-large': ({ replicationFactor, brokers }) =>
    `복제 계수 ${josa(replicationFactor, '이/가')} 브로커 수 ${brokers}보다 큽니다`,
  'group-without-topics': ({ group }) => `“${group}” 그룹의 멤버는 읽을 토픽을 적어야 합니다`,
  'topics-without-group': () => '토픽 구독은 그룹의 멤버만 합니다. 그룹을 적거나 “assign”을 쓰세요',
  'pattern-beside-topics': () => '토픽은 이름이나 패턴 가운데 하나로만 구독합니다',
  'pattern-needs-consumer-protocol': () => '패턴 구독은 group.protocol=consumer인 컨슈머만 합니다',
  'assign-in-a-group': ({ group }) => `“${group}” 그룹의 멤버는 파티션을 할당받습니다. “assign”을 빼세요`,
  'not-for-a-share-consumer': ({ name }) => `공유 컨슈머에는 ${josa(name, '을/를')} 쓸 수 없습니다`,
  'commit-contradicts-config': ({ commit }) =>
    `“${commit}”${josaOnly(commit, '은/는')} enable.auto.commit과 어긋납니다`,
  'transactions-without-id': () => '트랜잭션을 쓰려면 설정에 transactional.id가 있어야 합니다',
  'forwards-without-group': () => '읽은 레코드를 전달하려면 오프셋을 커밋할 그룹이 있어야 합니다',
  'commit-not-with-forwards': ({ commit, needed }) =>
    `이 “forwards”에는 commit이 “${needed}”이어야 하며 “${commit}”일 수 없습니다`,
  'forwards-id-in-configs': () => 'transactional.id는 “forwards”의 “transactionalId”로 지정하세요',
  'link-to-itself': ({ node }) => `연결의 두 끝이 모두 “${node}”입니다`,
  'unknown-config': ({ name, suggestion }) => `“${name}”: Kafka에 없는 설정입니다${didYouMean(suggestion)}`,
  'config-not-simulated': ({ name }) =>
    `${josa(name, '은/는')} Kafka에 있지만 여기서는 시뮬레이션하지 않는 설정입니다. 적어도 달라지는 것이 없습니다`,
  'config-wrong-type': ({ name, expected, value }) =>
    `${josa(name, '은/는')} ${expected} 타입인데 ${josa(value, '은/는')} 그렇지 않습니다`,
  'config-out-of-range': ({ name, value, min, max }) =>
    `${name} 값 ${josa(value, '이/가')} 범위를 벗어났습니다(${range(min, max)})`,
  'config-not-one-of': ({ name, value, allowed }) =>
    `${name} 값 ${josa(value, '은/는')} 쓸 수 없습니다. 가능한 값: ${allowed.join(', ')}`,
  'config-empty': ({ name }) => `${josa(name, '이/가')} 빈 목록입니다`,
  'segment-bytes-too-small': ({ value, min }) =>
    `segment.bytes 값 ${josa(value, '이/가')} Kafka의 하한 ${min}보다 작습니다. 더 작은 세그먼트는 internal.segment.bytes로 만드세요`,
  'delivery-timeout-too-short': ({ value, min }) =>
    `delivery.timeout.ms 값 ${josa(value, '은/는')} linger.ms + request.timeout.ms인 ${min} 이상이어야 합니다`,
  'idempotence-needs': ({ name, value }) =>
    `enable.idempotence는 ${josa(`${name}=${value}`, '과/와')} 함께 쓸 수 없습니다`,
  'transactional-id-needs-idempotence': ({ name, value }) =>
    `transactional.id는 멱등 프로듀서에만 쓸 수 있어 ${josa(`${name}=${value}`, '과/와')} 함께 쓸 수 없습니다`,
  'too-many-in-flight': ({ value, max }) =>
    `max.in.flight.requests.per.connection 값이 ${value}입니다. 멱등 프로듀서는 ${max}까지만 쓸 수 있습니다`,
  'config-not-below': ({ name, value, other, otherValue, orEqual }) =>
    `${name}(${value})${josaOnly(name, '은/는')} ${other}(${otherValue})${orEqual ? ' 이하여야' : '보다 작아야'} 합니다`,
  'config-not-with-protocol': ({ name, protocol }) =>
    `group.protocol=${protocol}일 때는 ${josa(name, '을/를')} 설정할 수 없습니다`,
  'session-timeout-refused': ({ value, min, max }) =>
    `session.timeout.ms 값이 ${value}인데 코디네이터는 ${min}~${max}만 받습니다`,
};

function josaOnly(word: string, pair: Parameters<typeof josa>[1]): string {
  return josa(word, pair).slice(word.length);
}

function sentence(error: ScenarioError): string {
  const say = SENTENCES[error.code] as (params: ScenarioError['params']) => string;
  return error.path === '' ? say(error.params) : `${error.path}: ${say(error.params)}`;
}

function linkSentence(error: LinkError): string {
  switch (error.code) {
    case 'not-a-link':
      return '이 주소에는 Kafkascope 실행 기록이 없습니다. 무대는 그대로입니다.';
    case 'damaged':
      return '링크가 손상되었습니다. 일부가 빠졌거나 도중에 바뀌었으니 다시 받아 보세요. 무대는 그대로입니다.';
    case 'too-new':
      return error.what === 'format'
        ? `더 새로운 Kafkascope가 만든 링크입니다(형식 ${error.version}, 여기서는 ${error.newest}까지). 페이지를 새로 고친 다음 다시 여세요.`
        : `더 새로운 엔진으로 만든 링크입니다(엔진 ${error.version}, 여기는 ${error.newest}). 페이지를 새로 고친 다음 다시 여세요.`;
    case 'invalid-scenario':
      return '링크에 든 시나리오가 올바르지 않습니다. 무대는 그대로입니다.';
  }
}

function malformedSentence(reason: MalformedReason): string {
  switch (reason.code) {
    case 'wrong-number-of-fields':
      return `필드가 ${reason.expected}개여야 하는데 ${reason.got}개입니다`;
    case 'unclosed-quote':
      return '따옴표가 닫히지 않았습니다';
    case 'text-after-quote':
      return '닫는 따옴표 뒤에 글자가 있습니다';
    case 'not-json':
      return 'JSON이 아닙니다';
    case 'not-an-object':
      return '객체가 아닙니다';
    case 'unreadable-time':
      return `“${reason.value}”${josaOnly(reason.value, '은/는')} 시간이 아닙니다`;
  }
}

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `. “${suggestion}”${josaOnly(suggestion, '을/를')} 뜻했나요?`;
}

function among(known: readonly (string | number)[]): string {
  return known.length === 0
    ? ''
    : `(있는 것: ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''})`;
}

function range(min: number | undefined, max: number | undefined): string {
  const least = min === undefined || min === -Number.MAX_SAFE_INTEGER ? undefined : min;
  const most = max === undefined || max === Number.MAX_SAFE_INTEGER ? undefined : max;
  if (least !== undefined && most !== undefined) return `${least}~${most}`;
  return least === undefined ? `${most} 이하` : `${least} 이상`;
}

export const errors: ErrorMessages = {
  scenario: sentence,
  link: linkSentence,
  malformed: malformedSentence,
};
