import { josa } from './josa.ts';
import type { SceneTexts } from './scene.en.ts';

export const scene: SceneTexts = {
  painter: {
    highWatermark: 'HW {n}',
    activeSegment: '활성 세그먼트',
    expiresIn: '{time} 뒤 삭제',
    expiresInShort: '{time} 뒤',
    lag: 'lag {n}',
    caughtUp: '모두 따라잡음',
    nothingCommitted: '{name}: 아직 커밋 없음',
    seconds: '{n}초',
    minutes: '{n}분',
    hours: '{n}시간',
    days: '{n}일',
  },
  headings: { producers: '프로듀서', topics: '토픽', groups: '컨슈머 그룹', brokers: '브로커' },
  brokersHint: '오른쪽 클릭하거나, 포커스를 두고 K를 누르면 멈춥니다',

  broker: (id) => `브로커 ${id}`,
  offline: '오프라인',
  brokerState: {
    starting: '시작하는 중',
    running: '실행 중',
    'shutting-down': '종료하는 중',
    frozen: '멎음',
    fenced: '격리됨(fenced)',
    stopped: '정지됨',
  },
  coordinates: (groups) => `코디네이터: ${groups}`,
  leads: (leaders, replicas) => `${replicas}개 중 리더 ${leaders}`,

  partitions: (count) => `파티션 ${count}개`,
  replicationFactor: (count) => `복제 계수 ${count}`,
  keeps: (time) => `보존 ${time}`,
  keepsForEver: '무기한 보존',

  rate: (perSecond) => `초당 ${perSecond}건`,
  keyed: '키 기준',
  noKey: '키 없음',
  replays: (source) => `${source} 재생`,
  clientState: { running: '실행 중', frozen: '멎음', stopped: '정지됨' },
  paused: '일시 정지',

  generation: (n) => `세대 ${n}`,
  phase: {
    empty: '비어 있음',
    'waiting-for-members': '멤버 기다림',
    'members-rejoin': '다시 합류',
    assignment: '파티션 배정',
    stable: '안정',
    'second-round': '두 번째 라운드',
    'coordinator-away': '코디네이터 없음',
  },
  back: (done, all) => `${all}명 중 ${done}`,
  moving: (partitions) => `${partitions}개 이동`,
  members: (count) => `멤버 ${count}`,
  noMembers: '멤버 없음',

  idle: {
    'no-partition': '유휴: 남은 파티션 없음',
    rebalancing: '리밸런스 기다림',
    'no-topic': '유휴: 토픽이 없음',
    'caught-up': '모두 따라잡음',
    'no-leader': '리더 기다림',
    'max-poll-interval': '제외됨: 늦은 poll',
    stopped: '정지됨',
    frozen: '멎음',
    bench: '벤치',
  },
  memberStep: {
    'finds-coordinator': '코디네이터 찾는 중',
    'not-told': '아직 모름, 계속 읽음',
    'let-go': '놓고 기다림',
    rejoined: '합류, 계속 읽음',
    'waits-for-assignment': '배정 기다림',
    'has-assignment': '배정받음',
    'gives-up': '파티션 내놓음',
    leaves: '나가는 중',
  },
  byHand: '파티션 직접 지정',
  bench: '벤치',
  benchHint: '그룹으로 끌어다 놓으세요',
  newConsumer: '새 컨슈머',
  newGroup: '컨슈머를 여기에 놓으면 새 그룹이 생깁니다',

  spoken: {
    producer: ({ name, topic, perSecond, state }) =>
      `프로듀서 ${name}, ${state}, ${topic}에 초당 ${perSecond}건`,
    topic: ({ name, facts }) => `토픽 ${name}, ${facts}`,
    partition: ({ topic, partition, leader, inSync, replicas }) =>
      `${topic} 파티션 ${partition}, ${leader < 0 ? '리더 없음' : `리더는 브로커 ${leader}`}, 레플리카 ${replicas}개 중 ${inSync}개 동기화됨`,
    group: ({ id, state, phase, generation, members }) =>
      `그룹 ${id}, ${state}, ${phase}, 세대 ${generation}, 멤버 ${members}`,
    consumer: ({ name, group, owns, perSecond, status }) =>
      [
        name,
        group === null ? '벤치' : `그룹 ${group}`,
        owns ? `담당 ${owns}` : '담당 파티션 없음',
        `초당 ${perSecond}건`,
        status,
      ]
        .filter(Boolean)
        .join(', '),
    broker: ({ id, state, leads, replicas, coordinates }) =>
      [
        `브로커 ${id}`,
        state,
        `레플리카 ${replicas}개 중 리더 ${leads}`,
        coordinates && `${coordinates}의 코디네이터`,
      ]
        .filter(Boolean)
        .join(', '),

    partitionHint: '왼쪽과 오른쪽 화살표로 레코드를 옮겨 다닙니다. Enter로 선택합니다.',
    consumerHint: 'Enter나 Space로 집어 다른 그룹으로 옮깁니다. 메뉴 키로 메뉴를 엽니다.',
    brokerHint: 'K로 멈추거나 시작합니다. 메뉴 키로 메뉴를 엽니다.',
    menuHint: 'Enter로 선택합니다. 메뉴 키로 메뉴를 엽니다.',

    record: ({ offset, key, committed }) =>
      `오프셋 ${offset}, ${key === null ? '키 없음' : `키 ${key}`}${committed ? '' : ', 하이 워터마크 너머'}`,
    noRecords: '레코드 없음',

    toGroup: (id) => `그룹 ${id}`,
    toNewGroup: '새 그룹',
    toBench: '벤치',
    pickedUp: ({ name, targets }) =>
      `${josa(name, '을/를')} 집었습니다. 놓을 곳 ${targets}개: 화살표로 고르고, Enter로 놓고, Escape로 취소합니다.`,
    over: ({ target, at, of }) => `${target}, ${of}개 중 ${at}번째.`,
    dropped: ({ name, target }) => `${josa(name, '을/를')} ${target}에 놓았습니다.`,
    cancelled: (name) => `${josa(name, '은/는')} 그대로 있습니다.`,
  },
};
