import { josa } from './josa.ts';
import type { SceneTexts } from './scene.en.ts';

export const scene: SceneTexts = {
  painter: {
    highWatermark: 'HW {n}',
    lastStable: 'LSO {n}',
    activeSegment: '활성 세그먼트',
    expiresIn: '{time} 뒤 만료',
    expiresInShort: '{time} 뒤',
    lag: 'lag {n}',
    caughtUp: '따라잡음',
    heldBack: '{n}개 보류',
    nothingCommitted: '{name}: 아직 커밋 없음',
    seconds: '{n}초',
    minutes: '{n}분',
    hours: '{n}시간',
    days: '{n}일',
  },
  headings: { producers: '프로듀서', topics: '토픽', groups: '컨슈머 그룹', brokers: '브로커' },
  brokersHint: '오른쪽 버튼으로 멈추거나, 선택한 뒤 K를 누르세요',

  broker: (id) => `브로커 ${id}`,
  offline: '오프라인',
  brokerState: {
    starting: '시작 중',
    running: '실행 중',
    'shutting-down': '종료 중',
    frozen: '동결',
    fenced: '격리됨',
    stopped: '멈춤',
  },
  coordinates: (groups) => `${groups} 코디네이터`,
  leads: (leaders, replicas) => `${replicas}개 중 ${leaders}개 리더`,

  partitions: (count) => `파티션 ${count}개`,
  replicationFactor: (count) => `복제 계수 ${count}`,
  keeps: (time) => `${time} 보존`,
  keepsForEver: '영구 보존',
  compacted: '키마다 최신만',

  rate: (perSecond) => `초당 ${perSecond}개`,
  keyed: '키 있음',
  noKey: '키 없음',
  replays: (source) => `${source} 재생`,
  forwards: (group) => `${group}에서 전달`,
  clientState: { running: '실행 중', frozen: '동결', stopped: '멈춤' },
  paused: '일시 정지',
  blockedOn: { metadata: '블록됨: 메타데이터 없음', buffer: '블록됨: 버퍼 가득 참' },

  transaction: {
    open: '트랜잭션',
    committing: '커밋 중',
    aborting: '중단 중',
    fenced: '격리됨',
    failed: '실패',
  },
  records: (count) => `${count}개`,

  countedIn: { generation: (n) => `${n}세대`, epoch: (n) => `에포크 ${n}` },
  shareGroup: '공유 그룹',
  phase: {
    empty: '비어 있음',
    'waiting-for-members': '멤버 대기',
    'members-rejoin': '멤버 재합류',
    assignment: '할당 전달',
    stable: '안정',
    'second-round': '두 번째 라운드 예정',
    reconciling: '파티션 이동 중',
    'coordinator-away': '코디네이터 없음',
  },
  back: (done, all) => `${all}명 중 ${done}명 합류`,
  moving: (partitions) => `${partitions}개 이동`,
  members: (count) => `멤버 ${count}명`,
  noMembers: '멤버 없음',

  idle: {
    'no-partition': '대기: 남은 파티션 없음',
    rebalancing: '그룹을 기다림',
    'on-the-way': '파티션 받는 중',
    'no-topic': '대기: 토픽 없음',
    'caught-up': '모두 따라잡음',
    'no-leader': '읽을 리더 없음',
    'max-poll-interval': '탈퇴: poll이 늦음',
    stopped: '멈춤',
    frozen: '동결',
    bench: '벤치',
  },
  memberStep: {
    'finds-coordinator': '코디네이터 찾음',
    'not-told': '아직 모름',
    'let-go': '모두 놓고 대기',
    rejoined: '합류, 계속 읽음',
    'waits-for-assignment': '할당 대기',
    'has-assignment': '할당받음',
    'gives-up': '놓는 중',
    leaves: '나가는 중',
  },
  byHand: '직접 할당',
  bench: '벤치',
  benchHint: '여기에 놓으면 그룹에서 나갑니다',
  newConsumer: '새 컨슈머',
  newGroup: '컨슈머를 여기에 놓으면\n새 그룹이 생깁니다',

  spoken: {
    producer: (p) => `프로듀서 ${p.name}, ${p.topic} 토픽에 씀, 초당 ${p.perSecond}개, ${p.state}`,
    topic: (p) => `${p.name} 토픽, ${p.facts}`,
    partition: (p) =>
      `${p.topic} 토픽 파티션 ${p.partition}, ${p.leader < 0 ? '리더 없음' : `리더 브로커 ${p.leader}`}, 레플리카 ${p.replicas}개 중 ${p.inSync}개 동기화됨${p.isMoving ? ', 옮기는 중' : ''}`,
    group: (p) =>
      `${p.isShare ? '공유' : '컨슈머'} 그룹 ${p.id}, ${p.state}, ${p.phase}, ${p.generation}, 멤버 ${p.members}명`,
    consumer: (p) =>
      `컨슈머 ${p.name}, ${p.group === null ? '그룹 없음' : `${p.group} 그룹`}, ${p.owns ? `${p.owns} 담당, 초당 ${p.perSecond}개` : '담당 파티션 없음'}${p.status ? `, ${p.status}` : ''}`,
    broker: (p) =>
      `브로커 ${p.id}, ${p.state}, 레플리카 ${p.replicas}개 중 ${p.leads}개의 리더${p.coordinates ? `, ${p.coordinates} 그룹의 코디네이터` : ''}`,

    partitionHint:
      '왼쪽과 오른쪽 화살표로 레코드를 옮겨 다니고, Enter로 선택하고, Shift F10으로 메뉴를 엽니다',
    consumerHint: 'Enter나 Space로 집고, 화살표로 고르고, Enter로 놓고, Shift F10으로 메뉴를 엽니다',
    trayHint: 'Enter나 Space로 집고, 화살표로 고르고, Enter로 놓습니다',
    brokerHint: 'Enter로 선택하고, K로 멈추거나 시작하고, Shift F10으로 메뉴를 엽니다',
    menuHint: 'Enter로 선택하고, Shift F10으로 메뉴를 엽니다',

    record: (p) =>
      `오프셋 ${p.offset}, ${p.transaction.endsWith('T') ? `${p.transaction} 마커` : p.key === null ? '키 없음' : `키 ${p.key}`}${p.transaction === 'open' ? ', 진행 중인 트랜잭션' : p.transaction === 'aborted' ? ', 중단된 트랜잭션' : ''}${p.committed ? '' : ', 아직 커밋되지 않음'}`,
    noRecords: '레코드가 없습니다',

    toGroup: (id) => `${id} 그룹`,
    toNewGroup: '새 그룹',
    toBench: '벤치',
    pickedUp: (p) =>
      `${josa(p.name, '을/를')} 집었습니다. 놓을 곳은 ${p.targets}군데입니다. 화살표로 고르고 Enter로 놓거나 Escape로 취소하세요.`,
    over: (p) => `${p.target} 위, ${p.of}군데 중 ${p.at}번째`,
    dropped: (p) => `${josa(p.name, '을/를')} ${p.target}에 놓았습니다`,
    cancelled: (name) => `${josa(name, '은/는')} 그대로 있습니다`,
  },
};
