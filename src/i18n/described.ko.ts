import type { DescribedMessages } from './described-messages.ts';
import { josa } from './josa.ts';

const blocked = { metadata: '블록됨: 메타데이터 없음', buffer: '블록됨: 버퍼 가득 참' };

const PHASES = {
  initializing: '프로듀서 ID를 기다림',
  ready: '열린 트랜잭션 없음',
  open: '트랜잭션 진행 중',
  committing: '커밋 중',
  aborting: '중단 중',
  fenced: '격리됨',
  failed: '더 보낼 수 없음',
};

const inTransaction = ({
  phase,
  records,
}: {
  readonly phase: keyof typeof PHASES;
  readonly records: number;
}) => (phase === 'open' ? `${PHASES.open}(레코드 ${records}개)` : PHASES[phase]);

const moving = (adding: readonly number[], removing: readonly number[]): string => {
  const what = [
    ...(adding.length > 0 ? [`추가 중 ${adding.join(', ')}`] : []),
    ...(removing.length > 0 ? [`빠질 레플리카 ${removing.join(', ')}`] : []),
  ];
  return what.length > 0 ? `, 옮기는 중(${what.join(', ')})` : '';
};

export const described: DescribedMessages = {
  title: '글로 읽는 클러스터 상태',
  intro: '지금 보이는 순간의 상태입니다. 이곳에 들어올 때와 시간이 멈춰 있는 동안 새로 고쳐집니다.',
  now: (moment) => `시뮬레이션 시간 ${moment}.`,
  brokers: '브로커',
  topics: '토픽',
  producers: '프로듀서',
  groups: '컨슈머 그룹',
  others: '그룹에 없는 컨슈머',
  nothing: '없음',
  broker: ({ id, state, leads, follows, coordinates }) =>
    `브로커 ${id}: ${state}. 파티션 ${leads}개의 리더, ${follows}개의 팔로워${coordinates.length > 0 ? `이며 ${coordinates.join(', ')} 그룹의 코디네이터` : ''}입니다.`,
  topic: ({ name, partitions, replicationFactor }) =>
    `${name} 토픽: 파티션 ${partitions}개, 복제 계수 ${replicationFactor}.`,
  partition: ({
    name,
    leader,
    isr,
    replicas,
    adding,
    removing,
    logStart,
    lastStable,
    highWatermark,
    logEnd,
  }) =>
    `${name}: ${leader < 0 ? '리더 없음' : `리더 브로커 ${leader}`}, 레플리카 ${replicas.join(', ')} 가운데 ISR ${isr.join(', ') || '없음'}${moving(adding, removing)}. 오프셋 ${logStart}~${logEnd}, 하이 워터마크 ${highWatermark}${lastStable < highWatermark ? `, 마지막 안정 오프셋 ${lastStable}(끝나지 않은 트랜잭션이 여기서 시작)` : ''}.`,
  producer: ({ name, topic, perSecond, acks, keyed, state, paused, blockedOn, transaction }) =>
    `${josa(name, '은/는')} ${topic} 토픽에 씁니다: ${state ?? (blockedOn ? blocked[blockedOn] : paused ? '일시 정지' : `초당 ${perSecond}개`)}, acks=${acks}, ${keyed ? '키 있음' : '키 없음'}${transaction ? `; 트랜잭션 ID ${transaction.id}, ${inTransaction(transaction)}` : ''}.`,
  group: ({ id, isShare, readCommitted, state, phase, generation, countedIn, assignor, members, lag }) =>
    `${id} ${isShare ? '공유 ' : ''}그룹: ${state}, ${phase}. ${countedIn === 'epoch' ? `에포크 ${generation}` : `${generation}세대`}, 할당 방식 ${assignor || '없음'}, 멤버 ${members}명, lag ${lag}${readCommitted ? ', 커밋된 레코드만 읽음' : ''}.`,
  member: ({ name, owned, idle, perSecond }) =>
    owned.length > 0
      ? `${josa(name, '이/가')} ${josa(owned.join(', '), '을/를')} 맡아 초당 ${perSecond}개를 읽습니다${idle ? `. ${idle}` : ''}.`
      : `${josa(name, '은/는')} 맡은 파티션이 없습니다${idle ? `: ${idle}` : ''}.`,
};
