import { described } from './described.ko.ts';
import { dialogs } from './dialogs.ko.ts';
import { errors } from './errors.ko.ts';
import { inspection } from './inspection.ko.ts';
import { josa } from './josa.ts';
import type { MoreMessages } from './more-messages.ts';

export const more: MoreMessages = {
  ...inspection,
  described,
  dialogs,
  errors,
  things: {
    producer: '프로듀서',
    consumer: '컨슈머',
    group: '컨슈머 그룹',
    topic: '토픽',
    partition: '파티션',
    broker: '브로커',
    controller: '컨트롤러',
  },
  states: {
    broker: {
      starting: '시작 중',
      running: '실행 중',
      'shutting-down': '종료 중',
      frozen: '동결',
      fenced: '격리됨(fenced)',
      stopped: '멈춤',
    },
    client: { running: '실행 중', frozen: '동결', stopped: '멈춤' },
    phase: {
      empty: '비어 있음',
      'waiting-for-members': '멤버를 더 기다리는 중',
      'members-rejoin': '멤버가 다시 들어오는 중',
      assignment: '할당을 나눠 주는 중',
      stable: '안정',
      'second-round': '안정, 두 번째 라운드 예정',
      reconciling: '멤버가 하나씩 파티션을 내려놓고 받는 중',
      'coordinator-away': '코디네이터 없음',
    },
    idle: {
      'no-partition': '남은 파티션 없음',
      rebalancing: '그룹이 리밸런스 중',
      'no-topic': '토픽이 없음',
      'caught-up': '모두 따라잡음',
      'no-leader': '맡은 파티션에 리더가 없음',
      'max-poll-interval': 'poll이 너무 늦음',
      stopped: '멈춤',
      frozen: '동결',
      bench: '벤치에 있음',
    },
  },
  inspector: {
    why: '왜 그런가',
    facts: '사실',
    changedConfigs: 'Kafka 기본값과 다른 설정',
    allDefault: '모든 설정이 Kafka 기본값입니다.',
    allConfigs: '모든 설정',
    search: '설정 찾기',
    noMatch: (text) => `“${text}”에 맞는 설정이 없습니다.`,
    byDefault: (value) => `기본값 ${value}`,
    value: '값',
    apply: '적용',
    resetToDefault: '기본값으로',
    edit: (name) => `${name} 바꾸기`,
    takesEffect: {
      now: '바로 적용됩니다.',
      'restarts-broker': 'Kafka에서 읽기 전용이므로 브로커가 다시 시작됩니다.',
      'restarts-client': '클라이언트 설정이므로 클라이언트가 다시 시작됩니다.',
    },
    scope: {
      topic: '토픽 설정',
      broker: '브로커 설정',
      producer: '프로듀서 설정',
      consumer: '컨슈머 설정',
    },
    gone: '선택했던 것이 사라졌습니다.',
    nothing: '없음',
    processing: '레코드당 처리 시간',
    processingHint: '애플리케이션이 레코드 하나를 처리하는 시간입니다.',
    perRecord: (ms) => `레코드당 ${ms}`,
    overview: '지금 클러스터',
    overviewHint:
      '무엇이든 선택하면 왜 지금 그런지 알려 줍니다. 마우스 오른쪽 버튼을 누르면 할 수 있는 일이 나옵니다.',
  },
  record: {
    title: (topic, partition, offset) => `${topic}-${partition} @ ${offset}`,
    key: '키',
    noKey: '키 없음',
    value: '값',
    size: '크기',
    timestamp: '타임스탬프',
    producer: '프로듀서',
    partition: '파티션 선택',
    byKey: (hash, partitions, partition) => `murmur2(key) = ${hash}, % ${partitions} = ${partition}`,
    sticky: '스티키: 키가 없어 배치 단위로',
    explicit: '애플리케이션이 지정',
    notCommitted: '하이 워터마크 뒤에 있어 아직 아무도 읽을 수 없습니다.',
    gone: '이 레코드는 이제 로그에 없습니다.',
  },
  actions: {
    menu: (thing) => `${thing}에 할 수 있는 일`,
    kill: '강제 종료',
    killHint: '인사 없이 바로',
    shutDown: '정상 종료',
    shutDownHint: '리더를 먼저 옮김',
    start: '시작',
    freeze: '동결',
    freezeHint: '긴 GC 멈춤처럼',
    thaw: '동결 해제',
    unregister: '클러스터에서 제거',
    stopFirst: '먼저 멈추세요',
    close: '닫기',
    closeHint: '그룹에서 나감',
    killClientHint: '그룹은 나중에 앎',
    moveTo: '옮기기…',
    remove: '제거',
    pause: '일시 정지',
    resume: '다시 보내기',
    sendRecord: '레코드 직접 보내기…',
    changeLoad: '부하 바꾸기…',
    replayData: '실제 데이터 재생…',
    addPartitions: '파티션 수 바꾸기…',
    deleteTopic: '토픽 지우기',
    addConsumer: '컨슈머 추가',
    addProducer: '프로듀서 추가…',
    electPreferred: '선호 리더 선출',
  },
  share: {
    title: '이 실행 공유하기',
    intro:
      '링크를 연 사람은 이 순간까지 똑같이 재생된 실행을 봅니다. 모든 것이 링크 안에 있어 서버로 보내는 것은 없습니다.',
    link: '링크',
    copy: '링크 복사',
    copied: '복사했습니다',
    length: (characters) => `${characters}자`,
    holds: (title, seed, actions, moment) =>
      `시나리오 “${title}”, 시드 ${seed}, 직접 한 조작 ${actions}개, ${moment}까지의 실행이 들어 있습니다.`,
    needsFile: (name) =>
      `“${name}” 파일을 재생하지만 링크에는 들어 있지 않습니다. 여는 사람에게 파일을 요청합니다.`,
    save: '파일로 저장',
    open: '파일 열기…',
    files: '또는 읽고 고칠 수 있는 파일로',
    replayed: (actions) =>
      actions === 0
        ? '공유받은 실행을 열었습니다. 공유한 순간과 똑같은 상태입니다.'
        : `공유받은 실행을 열고 조작 ${actions}개를 재생했습니다. 공유한 순간과 똑같은 상태입니다.`,
    digestDiffers:
      '같은 엔진 버전으로 재생했는데 공유한 순간과 다른 상태가 되었습니다. Kafkascope의 오류이며, 보이는 것이 의도와 다를 수 있습니다.',
    otherEngine: (made, now) =>
      `이 실행은 엔진 버전 ${josa(made, '으로/로')} 만들었습니다. 이 페이지의 버전 ${now}에서는 다른 상태가 되어, 보이는 것이 의도와 다를 수 있습니다.`,
    fileRefused: (name) =>
      `“${name}”${josa(name, '은/는').slice(name.length)} 열 수 있는 시나리오가 아닙니다`,
  },
  library: {
    title: '눈앞에서 돌아가는\nKafka.',
    intro:
      '완전한 브로커 클러스터가 이 페이지 안에서 돌아갑니다. 브로커를 멈추고, 컨슈머를 그룹으로 끌어다 놓고, 메시지 하나씩 따라가고, 그대로의 실행을 링크로 보낼 수 있습니다.',
    start: '첫 시나리오로 시작',
    blank: '빈 무대 열기',
    openFile: '파일 열기',
    openFileHint:
      '시나리오, 또는 재생할 CSV, TSV, NDJSON, JSON 표입니다. 파일은 이 페이지를 떠나지 않습니다.',
    chapter: (count) => `시나리오 ${count}개`,
    footer: 'Kafkascope는 Apache Kafka 4.3을 따릅니다. Apache Software Foundation과는 관계가 없습니다.',
    picture: '프로듀서에서 파티션 세 개를 거쳐 그룹으로 가는 레코드들의 그림',
  },
};
