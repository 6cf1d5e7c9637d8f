import { bytes, duration } from './format.ts';
import { josa } from './josa.ts';
import type { Params } from './messages.ts';
import type { MoreMessages } from './more-messages.ts';

const units = { milliseconds: '{n}ms', seconds: '{n}초', minutes: '{n}분', hours: '{n}시간', days: '{n}일' };
const time = (ms: string | number | undefined): string => duration(Number(ms), units);
const subject = (name: string | number | undefined): string => josa(name ?? '', '은/는');

const IDLE_WHY: Readonly<Record<string, (p: Params) => string>> = {
  'no-partition': (p) =>
    `${subject(p.consumer)} 쉬고 있습니다. 파티션 ${p.partitions}개를 멤버 ${p.members}명이 나누는데, 그룹 안에서 파티션 하나의 주인은 한 명뿐이라 남는 멤버가 생깁니다.`,
  rebalancing: (p) => `${p.group}의 리밸런스가 끝날 때까지 ${subject(p.consumer)} 맡은 파티션이 없습니다.`,
  'on-the-way': (p) =>
    `${subject(p.consumer)} 아직 맡은 파티션이 없습니다. 다른 멤버가 놓는 대로 제 몫을 받습니다.`,
  'no-topic': (p) => `${subject(p.consumer)} 쉬고 있습니다. 구독한 토픽이 없습니다.`,
  'no-leader': (p) => `${subject(p.consumer)} 읽을 수 없습니다. 맡은 파티션에 리더가 없습니다.`,
  'max-poll-interval': (p) =>
    `${subject(p.consumer)} max.poll.interval.ms 안에 poll하지 않아 그룹에서 나갔습니다.`,
  stopped: (p) => `${subject(p.consumer)} 멈춰 있습니다.`,
  frozen: (p) => `${subject(p.consumer)} 동결되어 poll도 하트비트도 하지 않습니다.`,
};

export const inspection: Pick<MoreMessages, 'facts' | 'explanations'> = {
  facts: {
    'log-start-offset': '로그 시작 오프셋',
    'high-watermark': '하이 워터마크',
    'last-stable-offset': '마지막 안정 오프셋(LSO)',
    'open-transactions': '진행 중인 트랜잭션과 시작 오프셋',
    'log-end-offset': '로그 끝 오프셋',
    leader: '리더',
    'leader-epoch': '리더 에포크',
    replicas: '레플리카',
    isr: '동기화된 레플리카',
    'adding-replicas': '추가 중인 레플리카',
    'removing-replicas': '빠질 레플리카',
    segments: '세그먼트',
    'next-expiry': '다음 만료',
    'next-retention-check': '다음 보존 검사',
    state: '상태',
    generation: '세대',
    'group-epoch': '그룹 에포크',
    assignor: '할당 방식',
    coordinator: '코디네이터',
    members: '멤버',
    lag: 'lag',
    'position-lag': '읽는 위치부터의 lag',
    'left-out': '건너뛴 중단 레코드',
    pattern: '구독 패턴',
    'share-start-offset': '공유 파티션 시작',
    'share-end-offset': '공유 파티션 끝',
    acquired: '획득된 레코드',
    'available-again': '다시 전달될 레코드',
    'most-deliveries': '한 레코드의 최다 전달 횟수',
    'acknowledgements-failed': '실패한 acknowledge',
    owned: '맡은 파티션',
    position: '읽는 위치',
    committed: '커밋된 오프셋',
    'reads-from': '읽어 오는 브로커',
    'member-id': '멤버 ID',
    'session-left': '남은 세션 시간',
    'poll-interval-left': '남은 poll 간격',
    'processing-time': '레코드당 처리 시간',
    'producer-id': '프로듀서 ID',
    'producer-epoch': '프로듀서 에포크',
    'transactional-id': 'transactional.id',
    'transaction-state': '트랜잭션 상태',
    'transaction-partitions': '트랜잭션에 든 파티션',
    'coordinates-transactions': '담당하는 transactional.id',
    'in-flight': '전송 중인 배치',
    'open-batches': '열린 배치',
    'buffer-used': '사용 중인 버퍼',
    'records-sent': '보낸 레코드',
    leads: '리더인 파티션',
    follows: '팔로워인 파티션',
    'broker-epoch': '브로커 에포크',
    coordinates: '코디네이션',
    partitions: '파티션',
    'replication-factor': '복제 계수',
    retention: '보존 기간',
    'topic-id': '토픽 ID',
    'internal-segment-bytes': 'internal.segment.bytes',
    'offsets-replication': '__consumer_offsets 레플리카',
  },
  explanations: {
    'partition-all-in-sync': (p) =>
      p.replicas === 1
        ? `리더는 브로커 ${josa(p.leader ?? '', '이며/며')}, 레플리카는 이것 하나뿐입니다.`
        : `리더는 브로커 ${josa(p.leader ?? '', '이며/며')}, 레플리카 ${p.replicas}개가 모두 동기화되어 있습니다.`,
    'partition-under-replicated': (p) =>
      `레플리카 ${p.replicas}개 가운데 ${p.inSync}개만 리더(브로커 ${p.leader})와 동기화되어 있습니다.`,
    'partition-under-min-isr': (p) =>
      `동기화된 레플리카가 ${p.inSync}개인데 min.insync.replicas는 ${p.min}개를 요구합니다. acks=all인 프로듀서는 NOT_ENOUGH_REPLICAS를 받습니다.`,
    'partition-offline': () =>
      '리더가 없습니다. 동기화되어 있던 레플리카가 하나도 살아 있지 않아, 하나라도 돌아올 때까지 쓸 수도 읽을 수도 없습니다.',
    'partition-moving': (p) => moving(p),
    'partition-hw-behind': (p) =>
      `하이 워터마크 ${p.highWatermark} 뒤에 레코드 ${p.behind}개가 있습니다. 리더는 받았지만 ISR 전체가 받지는 않아서 컨슈머가 아직 읽을 수 없습니다.`,
    'partition-hw-at-end': (p) =>
      `하이 워터마크 ${josa(p.highWatermark ?? '', '이/가')} 로그 끝에 있습니다. 모든 레코드가 ISR 전체에 ${p.heldBack ? '있습니다' : '있어 읽을 수 있습니다'}.`,
    'partition-lso-open': (p) =>
      `${p.transaction} 트랜잭션이 오프셋 ${p.lastStable}부터 진행 중입니다. read_committed 컨슈머는 이 마지막 안정 오프셋(LSO)까지만 읽습니다. 하이 워터마크보다 ${p.behind}만큼 앞입니다.`,
    'partition-lso-marker': (p) =>
      `${p.transaction} 트랜잭션은 결정되었지만 마커가 아직 하이 워터마크 아래에 있지 않습니다. read_committed 컨슈머는 마지막 안정 오프셋 ${p.lastStable}까지만 읽습니다.`,
    'partition-next-expiry': (p) =>
      Number(p.inMs) > 0
        ? `오프셋 ${p.baseOffset}부터인 세그먼트는 ${time(p.inMs)} 뒤 만료 대상이 되고, 그것을 지울 보존 검사는 ${time(p.checkInMs)} 뒤에 옵니다(log.retention.check.interval.ms ${time(p.intervalMs)}).`
        : `오프셋 ${p.baseOffset}부터인 세그먼트는 보존 기간이 지났고, 그것을 지울 검사는 ${time(p.checkInMs)} 뒤에 옵니다(log.retention.check.interval.ms ${time(p.intervalMs)}).`,
    'partition-no-expiry': () => '만료를 앞둔 세그먼트가 없습니다.',
    'topic-spread': (p) =>
      `파티션 ${p.partitions}개, 각각 레플리카 ${p.replicationFactor}개이며 브로커 ${p.leaders}대가 리더를 나눠 맡습니다.`,
    'topic-compaction': (p) =>
      `압축하는 토픽: 로그에서 정리되지 않은 비율이 ${josa(p.ratio ?? '', '을/를')} 넘으면, 닫힌 세그먼트에는 키마다 가장 새 레코드만 남습니다.`,
    'topic-retention': (p) => retention(p),
    'topic-internal-segment-bytes': (p) =>
      `internal.segment.bytes에 따라 ${bytes(Number(p.bytes))}마다 세그먼트를 바꿉니다. Kafka의 segment.bytes는 하한이 1 MiB라 눈으로 보기에는 너무 큽니다.`,
    'group-stable': (p) =>
      `${p.countedIn === 'epoch' ? `에포크 ${p.generation}` : `${p.generation}세대`}에서 안정 상태입니다. 멤버 ${p.members}명이 모든 파티션을 나눠 맡고 있습니다.`,
    'group-rebalancing': (p) =>
      p.countedIn === 'epoch'
        ? '파티션을 옮기는 중입니다. 멤버마다 자기 하트비트에서 놓을 것과 받을 것을 듣고, 나머지는 계속 읽습니다.'
        : p.mode === 'cooperative'
          ? 'cooperative 방식으로 리밸런스 중입니다. 계속 맡을 파티션은 그대로 읽고, 옮길 것만 놓습니다.'
          : 'eager 방식으로 리밸런스 중입니다. 모두가 모든 파티션을 놓고, 새로 할당받을 때까지 아무것도 읽지 않습니다.',
    'group-empty': () => '비어 있습니다. 멤버는 없지만 커밋된 오프셋은 남아 있습니다.',
    'group-lag': (p) =>
      Number(p.lag) === 0
        ? `lag이 없습니다. ${endsOf(p)}까지 모두 커밋했습니다.`
        : `lag은 레코드 ${p.lag}개입니다. 커밋된 오프셋에서 ${endsOf(p)}까지의 거리입니다.`,
    'group-idle-members': (p) =>
      `멤버 ${p.members}명 가운데 ${p.idle}명이 쉬고 있습니다. 파티션이 모자랍니다.`,
    'group-shares': (p) =>
      `멤버 ${p.members}명의 공유 그룹입니다. 파티션을 차지하는 멤버는 없고, 레코드마다 한 멤버에게 잠기는 식으로 한 파티션의 레코드를 나누어 처리합니다.`,
    'group-in-flight': (p) =>
      `공유 파티션 시작부터 하이 워터마크까지 레코드 ${p.lag}개가 있고, 그중 ${p.acquired}개를 멤버들이 획득했습니다.`,
    'group-coordinator': (p) =>
      Number(p.coordinator) < 0
        ? '코디네이터가 없습니다. 이 그룹이 속한 __consumer_offsets 파티션의 리더 브로커가 없습니다.'
        : `코디네이터는 브로커 ${p.coordinator}입니다. 그룹 이름이 떨어지는 __consumer_offsets 파티션의 리더입니다.`,
    'consumer-owns': (p) =>
      p.group
        ? `${subject(p.consumer)} ${p.group} 그룹에서 파티션 ${p.owned}개를 맡고 있습니다.`
        : `${subject(p.consumer)} 그룹 없이 파티션 ${p.owned}개를 읽고 있습니다.`,
    'consumer-shares': (p) =>
      `${subject(p.consumer)} ${p.group} 그룹에서 파티션 ${p.owned}개의 레코드를 가져옵니다. 다른 멤버도 같은 파티션에서 가져올 수 있습니다.`,
    'consumer-acknowledges': (p) => acknowledges(p),
    'consumer-idle': (p) =>
      IDLE_WHY[String(p.reason)]?.(p) ?? `${subject(p.consumer)} 맡은 파티션이 없습니다.`,
    'consumer-lagging': (p) =>
      `레코드 ${p.lag}개가 밀려 있습니다. 하나에 ${time(p.processingMs)}씩, 초당 ${p.perSecond}개를 읽습니다.`,
    'consumer-keeps-up': (p) =>
      Number(p.lag) === 0
        ? `잘 따라가고 있습니다. ${Number(p.heldBack) > 0 ? '읽을 수 있는 것은 모두 읽었습니다' : '밀린 것이 없습니다'}.`
        : `잘 따라가고 있습니다. 남은 레코드는 ${p.lag}개입니다.`,
    'consumer-rejoining': (p) =>
      `${subject(p.consumer)} ${p.group} 그룹에 들어가는 중입니다. 다른 멤버를 기다린 다음 할당을 받습니다.`,
    'consumer-bench': () =>
      '벤치에 있습니다. 어느 그룹에도 속하지 않아 아무것도 읽지 않습니다. 그룹으로 끌어다 놓거나 “옮기기…”를 쓰세요.',
    'consumer-session': () => '하트비트로 세션을 유지하고 있습니다.',
    'consumer-read-committed': (p) =>
      Number(p.heldBack) > 0
        ? `isolation.level=read_committed: 열린 트랜잭션이 커밋되거나 중단될 때까지, 그 뒤의 것을 포함해 레코드 ${p.heldBack}개를 읽을 수 없습니다.`
        : 'isolation.level=read_committed: 마지막 안정 오프셋(LSO)까지만 읽고, 중단된 레코드는 건너뜁니다.',
    'consumer-commits': (p) => commits(p),
    'consumer-forwards': (p) =>
      `읽은 레코드를 같은 프로세스의 프로듀서 “${p.producer}”로 ${p.topic} 토픽에 보냅니다. ${p.transactionalId ? `poll 한 번의 결과와 오프셋이 ${p.transactionalId}의 한 트랜잭션이므로 정확히 한 번입니다.` : 'poll 한 번의 결과가 확인 응답을 받으면 커밋하므로 최소 한 번입니다.'}`,
    'producer-forwards': (p) =>
      `컨슈머 “${p.consumer}”와 한 프로세스에 있으며, 그 컨슈머가 ${p.group ? `${p.group} 그룹에서 ` : ''}읽은 것을 보냅니다. 둘은 함께 시작하고 멈춥니다.`,
    'consumer-fetch-sessions': (p) =>
      `브로커 ${josa(p.brokers ?? '', '이/가')} 이 컨슈머가 읽는 파티션 ${p.partitions}개를 기억합니다(fetch 세션). 요청에는 달라진 것만 적으면 됩니다.`,
    'producer-waits-for': (p) =>
      p.acks === 'all'
        ? 'acks=all: 동기화된 레플리카가 모두 레코드를 받아야 전송이 성공합니다.'
        : p.acks === '1'
          ? 'acks=1: 리더만 받으면 전송이 성공합니다. 다른 레플리카가 받기 전에 리더를 잃으면 레코드도 잃습니다.'
          : 'acks=0: 아무도 기다리지 않으며, 잃어도 알지 못합니다.',
    'producer-batches': (p) =>
      `배치는 ${josa(bytes(Number(p.batchSize)), '이/가')} 차거나(batch.size) ${josa(time(p.lingerMs), '이/가')} 지나면(linger.ms) 나갑니다.`,
    'producer-idempotent': (p) =>
      Number(p.producerId) < 0
        ? '멱등 프로듀서입니다. 곧 프로듀서 ID를 받습니다.'
        : `멱등 프로듀서입니다. 프로듀서 ID ${josa(p.producerId ?? '', '과/와')} 시퀀스 번호를 보고, 재시도로 겹치는 배치를 리더가 버립니다.`,
    'producer-not-idempotent': (p) =>
      `멱등이 아닙니다. 재시도하면 두 번 쓰일 수 있고, 요청을 ${p.inFlight}개까지 동시에 보내므로 순서가 바뀔 수도 있습니다.`,
    'producer-blocked-on-buffer': (p) =>
      `send()가 블록되었습니다. 버퍼가 가득 찼습니다. 전송이나 응답을 기다리는 배치가 buffer.memory=${p.bufferMemory}을 모두 쓰고 있고, max.block.ms=${p.maxBlockMs}가 지나면 레코드가 실패합니다.`,
    'producer-blocked-on-metadata': (p) =>
      `send()가 블록되었습니다. 아직 토픽의 파티션을 모릅니다. max.block.ms=${p.maxBlockMs}가 지나면 레코드가 실패합니다.`,
    'producer-transaction-initializing': (p) =>
      `${p.id}의 코디네이터에게 프로듀서 ID와 에포크를 받는 중입니다. 같은 ID를 쓰던 프로듀서는 이때 격리됩니다(fenced).`,
    'producer-transaction-ready': () => '열린 트랜잭션이 없습니다. 다음 레코드에서 새로 시작합니다.',
    'producer-transaction-open': (p) =>
      `트랜잭션이 열려 있고 지금까지 레코드 ${p.records}개를 보냈습니다. 로그에는 바로 쓰이지만, read_committed 컨슈머는 커밋된 뒤에야 받거나 영영 받지 않습니다.`,
    'producer-transaction-committing': (p) =>
      `레코드 ${p.records}개를 커밋하는 중입니다. 코디네이터가 결정을 자기 로그에 쓴 다음 각 파티션에 COMMIT 마커를 쓰게 합니다.`,
    'producer-transaction-aborting': (p) =>
      `레코드 ${p.records}개를 중단하는 중입니다${p.error ? `(${p.error})` : ''}. 로그에는 ABORT 마커와 함께 남지만 read_committed 컨슈머는 건너뜁니다.`,
    'producer-transaction-fenced': (p) =>
      `격리되었습니다(fenced). 에포크가 낡아서 브로커가 보내는 것을 거절합니다. ${josa(p.id ?? '', '을/를')} 다른 프로듀서가 쓰고 있거나, 트랜잭션이 transaction.timeout.ms를 넘겼습니다.`,
    'producer-transaction-failed': (p) => `더는 보낼 수 없습니다: ${p.error}.`,
    'producer-retrying': (p) => `배치 ${p.batches}개를 다시 보내고 있습니다.`,
    'broker-leads': (p) =>
      `레플리카 ${p.replicas}개 가운데 ${p.leads}개의 리더이며, 따라가는 것은 모두 동기화되어 있습니다.`,
    'broker-stopped': (p) =>
      p.state === 'frozen'
        ? '동결: 프로세스가 멈춰 있습니다. broker.session.timeout.ms가 지나면 컨트롤러가 격리합니다(fenced).'
        : '멈췄습니다. 동기화된 레플리카가 있던 파티션은 다른 브로커가 리더를 맡습니다.',
    'broker-coordinates': (p) =>
      Number(p.count) === 0 ? '코디네이터를 맡은 그룹이 없습니다.' : `${p.groups} 그룹의 코디네이터입니다.`,
    'broker-catching-up': (p) =>
      `따라잡는 중입니다. 레플리카 ${p.replicas}개 가운데 ${p.behind}개가 아직 동기화되지 않았습니다.`,
    'broker-offsets-topic': (p) =>
      `여기서 __consumer_offsets의 레플리카는 ${p.replicationFactor}개입니다. 시나리오의 기본값은 3개, 브로커가 더 적으면 브로커 수입니다.`,
  },
};

function moving({ adding, removing }: Params): string {
  const added = josa(`브로커 ${adding}`, '이/가');
  if (!removing) return `옮기는 중입니다. ${added} 로그를 복사해 오고, 동기화되면 이동이 끝납니다.`;
  const gone = `브로커 ${removing}의 복사본이 지워집니다.`;
  if (!adding) return `옮기는 중입니다. 나머지가 모두 동기화되면 ${gone}`;
  return `옮기는 중입니다. ${added} 먼저 로그를 복사해 오고, 동기화되면 ${gone}`;
}

function retention({ retentionMs, retentionBytes }: Params): string {
  const byTime = Number(retentionMs) < 0 ? '' : `${josa(time(retentionMs), '이/가')} 지난 세그먼트`;
  const bySize = Number(retentionBytes) < 0 ? '' : `${bytes(Number(retentionBytes))}를 넘는 부분`;
  if (!byTime && !bySize) return '모두 영원히 보존합니다.';
  return `${josa([byTime, bySize].filter(Boolean).join(', 그리고 '), '을/를')} 세그먼트 단위로 지웁니다.`;
}

function endsOf({ readCommitted }: Params): string {
  return readCommitted ? '마지막 안정 오프셋(read_committed)' : '하이 워터마크';
}

function acknowledges({ mode, rejectEvery, releaseEvery }: Params): string {
  if (mode === 'implicit')
    return '다음 poll()을 부를 때 앞서 받은 레코드를 모두 수락합니다(share.acknowledgement.mode).';
  const rejects = Number(rejectEvery) > 0 ? ` ${rejectEvery}개에 하나는 거부하고` : '';
  const releases = Number(releaseEvery) > 0 ? ` ${releaseEvery}개에 하나는 되돌려 놓고` : '';
  const rest = rejects || releases ? ' 나머지는 수락합니다' : ' 모두 수락합니다';
  return `레코드마다 결과를 알립니다(share.acknowledgement.mode).${rejects}${releases}${rest}.`;
}

function commits({ commit, intervalMs }: Params): string {
  if (commit === 'never') return '커밋하지 않습니다. 다시 시작하면 auto.offset.reset이 정한 곳에서 읽습니다.';
  if (commit === 'after-processing') return 'poll로 받은 레코드를 모두 처리한 뒤 커밋합니다.';
  return `${time(intervalMs)}마다 스스로 커밋합니다(auto.commit.interval.ms). 그 뒤에 읽은 것은 강제 종료되면 다시 읽습니다.`;
}
