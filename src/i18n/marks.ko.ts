/** 타임라인의 표시와 라이브 영역이 말하는 문장. */
import { josa } from './josa.ts';
import type { MarkMessages, Params } from './messages.ts';

const partition = ({ topic, partition }: Params): string => `${topic}-${partition}`;
const broker = (id: string | number | undefined, pair: Parameters<typeof josa>[1]): string =>
  josa(`브로커 ${id}`, pair);
const named = (name: string | number | undefined, pair: Parameters<typeof josa>[1]): string =>
  josa(name ?? '', pair);
const node = (name: string | number | undefined): string => String(name).replace(/^broker-/, '브로커 ');
const into = (group: string | number | undefined): string =>
  group ? `${josa(`${group} 그룹`, '으로/로')}` : '벤치로';

const STOPPED_HOW: Readonly<Record<string, string>> = {
  kill: '강제로 종료되었습니다',
  shutdown: '정상 종료되었습니다',
};

const REBALANCE_WHY: Readonly<Record<string, string>> = {
  'member-joined': '멤버가 들어옴',
  'member-left': '멤버가 나감',
  'session-expired': '멤버의 세션이 만료됨',
  'metadata-changed': '토픽이 바뀜',
  rejoined: '멤버가 다시 들어옴',
  'leader-rejoined': '그룹 리더가 다시 들어옴',
  'sync-timeout': '멤버가 제때 동기화하지 않음',
  'assignment-not-stored': '할당을 저장하지 못함',
  'over-capacity': '그룹이 최대 크기를 넘음',
};

const OTHER_KIND: ReadonlySet<string | number | undefined> = new Set([
  'InconsistentGroupProtocolException',
  'GroupIdNotFoundException',
]);

const REMOVED_WHY: Readonly<Record<string, string>> = {
  'session-expired': 'session.timeout.ms 안에 하트비트가 오지 않았습니다',
  'rebalance-timeout': '제때 다시 들어오지 않았습니다',
  replaced: '같은 group.instance.id의 멤버가 자리를 이어받았습니다',
};

const NOT_RESET_WHY: Readonly<Record<string, string>> = {
  NON_EMPTY_GROUP: '그룹에 멤버가 있습니다',
  UNKNOWN_TOPIC_OR_PARTITION: '그런 파티션이 없습니다',
  LEADER_NOT_AVAILABLE: '리더가 없는 파티션이 있습니다',
};

export const marks: MarkMessages = {
  kinds: {
    action: '조작',
    'broker-stopped': '브로커 멈춤',
    'broker-started': '브로커 시작',
    'leader-elected': '리더 선출',
    'isr-shrunk': 'ISR 축소',
    'isr-grown': 'ISR 복귀',
    rebalance: '리밸런스 시작',
    'group-stable': '그룹 안정',
    'segment-expired': '세그먼트 만료',
    'log-cleaned': '로그 압축',
    'log-truncated': '로그 잘림',
    'batch-split': '배치 분할',
    'send-failed': '보내기 실패',
    'record-lost': '레코드 유실',
    'record-redelivered': '레코드 중복 전달',
    'record-out-of-order': '레코드 순서 바뀜',
    'offset-reset': '오프셋 재설정',
    'group-offsets-reset': '그룹 오프셋 재설정',
    'position-truncated': '읽은 레코드 사라짐',
    'member-removed': '멤버 제외',
    'consumer-failed': '컨슈머 실패',
    'transaction-committed': '트랜잭션 커밋',
    'transaction-aborted': '트랜잭션 중단',
    'transaction-timed-out': '트랜잭션 시간 초과',
    'producer-fenced': '프로듀서 격리',
    'producer-failed': '프로듀서 실패',
    'request-refused': '요청 거절',
  },
  sentences: {
    'broker-stopped': (p) => `${broker(p.broker, '이/가')} ${STOPPED_HOW[String(p.how)] ?? '멈췄습니다'}`,
    'broker-started': (p) =>
      `${broker(p.broker, '이/가')} ${p.how === 'thaw' ? '다시 움직입니다' : '시작되었습니다'}`,
    'leader-elected': (p) =>
      p.leader === -1
        ? `${named(partition(p), '이/가')} 오프라인입니다: 리더가 될 동기화된 레플리카가 없습니다`
        : `${broker(p.leader, '이/가')} ${partition(p)}의 리더가 되었습니다(리더 에포크 ${p.leaderEpoch})`,
    'isr-shrunk': (p) => `${partition(p)}의 ISR이 ${named(p.isr, '으로/로')} 줄었습니다`,
    'isr-grown': (p) => `${partition(p)}의 ISR이 ${named(p.isr, '으로/로')} 늘었습니다`,
    rebalance: (p) =>
      `${p.group} 그룹이 리밸런스를 시작합니다: ${REBALANCE_WHY[String(p.reason)] ?? p.reason}`,
    'group-stable': (p) =>
      `${p.group} 그룹이 ${p.countedIn === 'epoch' ? `에포크 ${p.generation}` : `${p.generation}세대`}에서 안정되었습니다(멤버 ${p.members}명)`,
    'segment-expired': (p) =>
      `${partition(p)}의 세그먼트가 만료되어 오프셋 ${p.from}~${Number(p.to) - 1}이 지워졌습니다(${p.reason})`,
    'log-cleaned': (p) =>
      `${partition(p)} 로그가 ${p.from}바이트에서 ${p.to}바이트로 압축되어 키마다 마지막 레코드만 남습니다`,
    'log-truncated': (p) =>
      `${broker(p.broker, '이/가')} ${partition(p)}의 로그를 오프셋 ${p.to}까지 잘라 냈습니다`,
    'batch-split': (p) =>
      `레코드 ${p.count}개짜리 배치가 ${partition(p)}에 너무 커서 ${named(p.producer, '이/가')} ${p.parts}개로 나누어 보냅니다`,
    'send-failed': (p) =>
      `${named(p.producer, '이/가')} ${p.partition === -1 ? p.topic : partition(p)}에 보내려던 레코드 ${p.count}개를 포기했습니다: ${p.error}`,
    'record-lost': (p) => `${partition(p)}에서 확인 응답까지 받은 레코드 ${p.count}개가 유실되었습니다`,
    'record-redelivered': (p) =>
      `${partition(p)}의 레코드 ${p.count}개가 ${p.group} 그룹에 다시 전달되었습니다`,
    'record-out-of-order': (p) =>
      `${partition(p)}의 레코드 ${p.count}개가 같은 키의 뒤 레코드보다 늦게 ${p.group} 그룹에 전달되었습니다`,
    'offset-reset': (p) =>
      `${named(p.consumer, '은/는')} ${partition(p)}의 유효한 오프셋이 없어 ${named(p.to, '으로/로')} 재설정했습니다(auto.offset.reset=${p.policy})`,
    'group-offsets-reset': (p) =>
      `${p.group} 그룹의 오프셋을 재설정했습니다: ${p.moves || '없음'}${p.more ? ` 외 ${p.more}개` : ''}${p.held ? `. ${p.held}개는 로그를 벗어나 로그 끝에 맞췄습니다` : ''}`,
    'position-truncated': (p) =>
      `${named(p.consumer, '이/가')} 읽은 레코드 일부가 ${partition(p)}의 새 리더에 없어 ${p.from}에서 ${named(p.to, '으로/로')} 돌아갔습니다`,
    'member-removed': (p) =>
      `${p.group} 그룹에서 ${named(p.member, '이/가')} 제외되었습니다: ${REMOVED_WHY[String(p.reason)] ?? p.reason}`,
    'consumer-failed': (p) =>
      `${named(p.consumer, '이/가')} 멈췄습니다: ${OTHER_KIND.has(p.error) ? '종류가 다른 멤버가 있는 그룹이라 ' : ''}poll()에서 ${p.error} 예외가 났습니다`,
    'transaction-aborted': (p) =>
      `${named(p.producer, '이/가')} 레코드 ${p.records}개짜리 트랜잭션을 중단했습니다. read_committed 컨슈머는 건너뜁니다`,
    'transaction-timed-out': (p) =>
      `${p.transactionalId} 트랜잭션이 transaction.timeout.ms보다 오래 열려 있어 코디네이터가 중단합니다`,
    'producer-fenced': (p) =>
      `${named(p.producer, '이/가')} 격리되었습니다. 이제 ${named(p.transactionalId, '은/는')} 다른 프로듀서의 것입니다(${p.error})`,
    'producer-failed': (p) => `${named(p.producer, '은/는')} 더 보낼 수 없습니다: ${p.error}`,
    'request-refused': (p) =>
      p.api === 'resetOffsets'
        ? `${p.subject} 그룹의 오프셋을 재설정하지 못했습니다: ${NOT_RESET_WHY[String(p.error)] ?? p.message}(${p.error})`
        : `${p.subject}에 대한 ${p.api} 요청이 거절되었습니다: ${p.error}${p.message ? `, “${p.message}”` : ''}`,
  },
  actions: {
    addBroker: (p) => `${broker(p.broker, '을/를')} 추가했습니다`,
    stopBroker: (p) =>
      `${broker(p.broker, '을/를')} ${p.how === 'shutdown' ? '정상 종료했습니다' : '강제 종료했습니다'}`,
    startBroker: (p) => `${broker(p.broker, '을/를')} 시작했습니다`,
    removeBroker: (p) => `${broker(p.broker, '을/를')} 제거했습니다`,
    freezeBroker: (p) => `${broker(p.broker, '을/를')} 동결했습니다`,
    thawBroker: (p) => `${broker(p.broker, '을/를')} 동결 해제했습니다`,
    setBrokerConfig: (p) => `브로커 ${p.broker}의 ${p.name} 값을 ${named(p.value, '으로/로')} 바꿨습니다`,
    addTopic: (p) => `${p.name} 토픽을 추가했습니다`,
    deleteTopic: (p) => `${p.topic} 토픽을 지웠습니다`,
    setPartitions: (p) => `${p.topic} 토픽의 파티션을 ${p.partitions}개로 요청했습니다`,
    setTopicConfig: (p) => `${p.topic} 토픽의 ${p.name} 값을 ${named(p.value, '으로/로')} 바꿨습니다`,
    setGroupConfig: (p) => `${p.group} 그룹에 ${p.name}=${p.value} 설정을 넣었습니다`,
    deleteRecords: (p) =>
      p.beforeOffset === -1
        ? `${partition(p)}에서 커밋된 레코드를 모두 지우도록 요청했습니다`
        : `${partition(p)}에서 오프셋 ${p.beforeOffset}보다 앞선 레코드를 지우도록 요청했습니다`,
    resetOffsets: (p) => `${p.group} 그룹의 오프셋 재설정을 요청했습니다`,
    reassignPartitions: (p) =>
      p.replicas === ''
        ? `${partition(p)} 이동을 취소했습니다`
        : `${named(partition(p), '을/를')} 브로커 ${named(p.replicas, '으로/로')} 옮기도록 요청했습니다`,
    electPreferredLeaders: () => '선호 리더 선출을 요청했습니다',
    addProducer: (p) => `프로듀서 ${named(p.name, '을/를')} 추가했습니다`,
    removeProducer: (p) => `프로듀서 ${named(p.producer, '을/를')} 제거했습니다`,
    pauseProducer: (p) => `프로듀서 ${named(p.producer, '을/를')} 멈췄습니다`,
    resumeProducer: (p) => `프로듀서 ${named(p.producer, '을/를')} 다시 보내게 했습니다`,
    killProducer: (p) => `프로듀서 ${named(p.producer, '을/를')} 강제 종료했습니다`,
    startProducer: (p) => `프로듀서 ${named(p.producer, '을/를')} 시작했습니다`,
    setWorkload: (p) => `${p.producer}의 부하를 바꿨습니다`,
    setTransactions: (p) => `${p.producer}의 트랜잭션 구성을 바꿨습니다`,
    setProducerConfig: (p) => `${p.producer}의 ${p.name} 값을 ${named(p.value, '으로/로')} 바꿨습니다`,
    produce: (p) => (p.key ? `키가 ${p.key}인 레코드를 보냈습니다` : '키 없는 레코드를 보냈습니다'),
    addConsumer: (p) =>
      p.group
        ? `${p.group} 그룹에 ${named(p.name, '을/를')} 추가했습니다`
        : `${named(p.name, '을/를')} 추가했습니다`,
    moveConsumer: (p) => `${named(p.consumer, '을/를')} ${into(p.group)} 옮겼습니다`,
    closeConsumer: (p) => `${named(p.consumer, '을/를')} 닫았습니다`,
    killConsumer: (p) => `${named(p.consumer, '을/를')} 강제 종료했습니다`,
    startConsumer: (p) => `${named(p.consumer, '을/를')} 시작했습니다`,
    removeConsumer: (p) => `${named(p.consumer, '을/를')} 제거했습니다`,
    freezeConsumer: (p) => `${named(p.consumer, '을/를')} 동결했습니다`,
    thawConsumer: (p) => `${named(p.consumer, '을/를')} 동결 해제했습니다`,
    setProcessing: (p) => `${p.consumer}의 레코드 처리 시간을 ${p.processingMs}ms로 바꿨습니다`,
    setConsumerConfig: (p) => `${p.consumer}의 ${p.name} 값을 ${named(p.value, '으로/로')} 바꿨습니다`,
    cutLink: (p) => `${named(node(p.a), '과/와')} ${node(p.b)} 사이의 연결을 끊었습니다`,
    healLink: (p) => `${named(node(p.a), '과/와')} ${node(p.b)} 사이의 연결을 되살렸습니다`,
    setLink: (p) => `${named(node(p.a), '과/와')} ${node(p.b)} 사이의 연결을 바꿨습니다`,
  },
  by: {
    you: (what) => `직접 ${what}`,
    script: (what) => `스크립트가 ${what}`,
    cluster: (what) => what,
  },
  andMore: (count) => `그 밖에 ${count}건`,
};
