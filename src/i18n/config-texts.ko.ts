import type { ConfigTexts } from './config-texts.ts';

export const configTexts: ConfigTexts = {
  'cleanup.policy':
    '오래된 세그먼트를 지울지, 키마다 마지막 레코드만 남기도록 압축할지, 둘 다 할지 정합니다.',
  'compression.type':
    '프로듀서는 배치를 이 코덱으로 압축합니다. 토픽은 배치를 보낸 그대로 두거나, 풀어 두거나, 리더가 다시 압축해 저장합니다.',
  'delete.retention.ms':
    '압축이 툼스톤을 처음 본 뒤로 남겨 두는 시간입니다. 느린 컨슈머도 삭제를 알 수 있습니다.',
  'file.delete.delay.ms': '지운 세그먼트의 파일을 디스크에서 없애기까지 기다리는 시간입니다.',
  'index.interval.bytes': '오프셋 인덱스의 항목 사이에 놓이는 레코드의 바이트 수입니다.',
  'internal.segment.bytes':
    '세그먼트를 바꾸는 크기입니다. segment.bytes의 하한 1 MiB가 없어 눈으로 볼 만큼 작은 시나리오에 씁니다.',
  'max.compaction.lag.ms': '압축되지 않은 부분이 적어도, 레코드가 이보다 오래되면 압축합니다.',
  'max.message.bytes': '토픽이 받는 가장 큰 배치의 크기입니다(압축한 뒤 기준).',
  'message.timestamp.after.max.ms': '레코드 타임스탬프가 미래로 얼마나 앞설 수 있는지 정합니다.',
  'message.timestamp.before.max.ms': '레코드 타임스탬프가 과거로 얼마나 뒤처질 수 있는지 정합니다.',
  'message.timestamp.type': '타임스탬프가 레코드를 만든 시각인지, 로그에 붙인 시각인지 정합니다.',
  'min.cleanable.dirty.ratio': '로그에서 아직 압축되지 않은 비율이 이보다 크면 압축합니다.',
  'min.compaction.lag.ms': '레코드를 이 시간 동안은 압축하지 않습니다.',
  'min.insync.replicas':
    'acks=all일 때 동기화된 레플리카가 이보다 적으면 쓰기를 거절합니다. 그동안 하이 워터마크도 멈춥니다.',
  'retention.bytes': '파티션이 이보다 크면 오래된 세그먼트부터 지웁니다. -1이면 제한이 없습니다.',
  'retention.ms': '닫힌 세그먼트의 가장 새 레코드가 이보다 오래되면 지웁니다. -1이면 지우지 않습니다.',
  'segment.bytes': '다음 배치를 붙이면 이 크기를 넘게 될 때 새 세그먼트로 바꿉니다.',
  'segment.index.bytes': '세그먼트 오프셋 인덱스의 크기입니다. 가득 차면 새 세그먼트로 바꿉니다.',
  'segment.jitter.ms': 'segment.ms보다 최대 이만큼 일찍 바꿔서 모든 세그먼트가 한꺼번에 바뀌지 않게 합니다.',
  'segment.ms': '첫 레코드가 이보다 오래되면 가득 차지 않았어도 새 세그먼트로 바꿉니다.',
  'unclean.leader.election.enable':
    '동기화되지 않은 레플리카라도 리더로 뽑을지 정합니다. 가용성을 얻는 대신 레코드를 잃을 수 있습니다.',

  'auto.leader.rebalance.enable': '때때로 리더를 선호 레플리카로 저절로 되돌릴지 정합니다.',
  'broker.heartbeat.interval.ms': '브로커가 살아 있음을 컨트롤러에 알리는 간격입니다.',
  'broker.rack': '브로커가 속한 랙입니다. 레플리카를 여러 랙에 나눠 둡니다.',
  'broker.session.timeout.ms': '이 시간 동안 소식이 없는 브로커를 컨트롤러가 격리합니다(fenced).',
  'controlled.shutdown.enable': '종료할 때 리더를 먼저 다른 브로커에 넘길지 정합니다.',
  'default.replication.factor': '따로 정하지 않은 토픽의 복제 계수입니다.',
  'group.consumer.assignment.interval.ms':
    '컨슈머 그룹의 할당과 할당 사이의 최소 간격입니다. 그 사이의 변화는 한 번에 할당됩니다.',
  'group.consumer.assignors':
    '컨슈머 그룹이 고를 수 있는 할당 방식입니다: uniform, range. 아무도 고르지 않으면 첫째를 씁니다.',
  'group.consumer.heartbeat.interval.ms': '컨슈머 그룹의 멤버가 하트비트를 보내는 간격입니다.',
  'group.consumer.max.assignment.interval.ms':
    '그룹 하나가 consumer.assignment.interval.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.consumer.max.heartbeat.interval.ms':
    '그룹 하나가 consumer.heartbeat.interval.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.consumer.max.session.timeout.ms':
    '그룹 하나가 consumer.session.timeout.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.consumer.min.assignment.interval.ms':
    '그룹 하나가 consumer.assignment.interval.ms로 정할 수 있는 가장 작은 값입니다.',
  'group.consumer.min.heartbeat.interval.ms':
    '그룹 하나가 consumer.heartbeat.interval.ms로 정할 수 있는 가장 작은 값입니다.',
  'group.consumer.min.session.timeout.ms':
    '그룹 하나가 consumer.session.timeout.ms로 정할 수 있는 가장 작은 값입니다.',
  'consumer.assignment.interval.ms':
    '이 그룹의 코디네이터가 다음 할당을 만들기 전에 변화를 모으는 시간입니다.',
  'consumer.heartbeat.interval.ms': '이 그룹의 멤버가 하트비트를 보내는 간격입니다.',
  'consumer.session.timeout.ms':
    '이 그룹의 멤버가 소식 없이 있어도 되는 시간입니다. 지나면 그룹에서 빠집니다.',
  'group.consumer.max.size': '컨슈머 그룹에 들어갈 수 있는 멤버 수입니다.',
  'group.consumer.migration.policy':
    '멤버가 있는 그룹이 classic 프로토콜에서 consumer 프로토콜로, 또는 그 반대로 바뀔 수 있는지 정합니다.',
  'group.consumer.regex.refresh.interval.ms': '패턴에 맞는 토픽을 늦어도 이 간격마다 다시 찾습니다.',
  'group.consumer.session.timeout.ms':
    '이 시간 동안 하트비트가 없으면 컨슈머 그룹의 멤버가 그룹에서 빠집니다.',
  'group.share.assignment.interval.ms':
    '공유 그룹의 할당과 할당 사이의 최소 간격입니다. 잇따른 변경은 한 번의 할당으로 처리됩니다.',
  'group.share.delivery.count.limit': '레코드 하나를 전달하는 최대 횟수입니다. 그다음에는 포기합니다.',
  'group.share.heartbeat.interval.ms': '공유 그룹의 멤버가 하트비트를 보내는 간격입니다.',
  'group.share.max.size': '공유 그룹에 들어갈 수 있는 멤버 수입니다.',
  'group.share.min.record.lock.duration.ms':
    '그룹이 share.record.lock.duration.ms로 정할 수 있는 가장 짧은 잠금 시간입니다.',
  'group.share.partition.max.record.locks':
    '공유 그룹이 파티션 하나에서 한꺼번에 처리할 수 있는 레코드 수입니다.',
  'group.share.record.lock.duration.ms':
    '레코드가 받은 멤버에게 잠겨 있는 시간입니다. 지나면 다시 누군가에게 전달됩니다.',
  'group.share.session.timeout.ms': '이 시간 동안 소식이 없는 멤버는 공유 그룹에서 빠집니다.',
  'group.share.max.assignment.interval.ms':
    '그룹 하나가 share.assignment.interval.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.share.max.delivery.count.limit':
    '그룹 하나가 share.delivery.count.limit로 정할 수 있는 가장 큰 값입니다.',
  'group.share.max.heartbeat.interval.ms':
    '그룹 하나가 share.heartbeat.interval.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.share.max.partition.max.record.locks':
    '그룹 하나가 share.partition.max.record.locks로 정할 수 있는 가장 큰 값입니다.',
  'group.share.max.record.lock.duration.ms':
    '그룹 하나가 share.record.lock.duration.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.share.max.session.timeout.ms':
    '그룹 하나가 share.session.timeout.ms로 정할 수 있는 가장 큰 값입니다.',
  'group.share.min.assignment.interval.ms':
    '그룹 하나가 share.assignment.interval.ms로 정할 수 있는 가장 작은 값입니다.',
  'group.share.min.delivery.count.limit':
    '그룹 하나가 share.delivery.count.limit로 정할 수 있는 가장 작은 값입니다.',
  'group.share.min.heartbeat.interval.ms':
    '그룹 하나가 share.heartbeat.interval.ms로 정할 수 있는 가장 작은 값입니다.',
  'group.share.min.partition.max.record.locks':
    '그룹 하나가 share.partition.max.record.locks로 정할 수 있는 가장 작은 값입니다.',
  'group.share.min.session.timeout.ms':
    '그룹 하나가 share.session.timeout.ms로 정할 수 있는 가장 작은 값입니다.',
  'share.assignment.interval.ms': '이 그룹의 코디네이터가 다음 할당을 만들기 전에 변화를 모으는 시간입니다.',
  'share.auto.offset.reset':
    '그룹이 아직 읽지 않은 파티션에서 시작할 위치입니다: latest, earliest 또는 by_duration(그만큼 이전).',
  'share.delivery.count.limit': '이 그룹에 레코드 하나를 전달하는 최대 횟수입니다. 그다음에는 포기합니다.',
  'share.heartbeat.interval.ms': '이 그룹의 멤버가 하트비트를 보내는 간격입니다.',
  'share.isolation.level': 'read_committed: 중단된 트랜잭션의 레코드는 이 그룹에 전달되지 않습니다.',
  'share.partition.max.record.locks': '이 그룹이 파티션 하나에서 한꺼번에 처리할 수 있는 레코드 수입니다.',
  'share.record.lock.duration.ms':
    '레코드가 받은 이 그룹의 멤버에게 잠겨 있는 시간입니다. 지나면 다시 누군가에게 전달됩니다.',
  'share.session.timeout.ms': '이 그룹의 멤버가 소식 없이 있어도 되는 시간입니다. 지나면 그룹에서 빠집니다.',
  'group.initial.rebalance.delay.ms': '빈 그룹의 첫 리밸런스가 멤버를 더 기다리는 시간입니다.',
  'group.max.session.timeout.ms': '멤버가 요청할 수 있는 가장 긴 session.timeout.ms입니다.',
  'group.max.size': '그룹에 들어갈 수 있는 멤버 수입니다.',
  'group.min.session.timeout.ms': '멤버가 요청할 수 있는 가장 짧은 session.timeout.ms입니다.',
  'leader.imbalance.check.interval.seconds': '컨트롤러가 리더의 쏠림을 살피는 간격입니다.',
  'log.cleaner.backoff.ms': '브로커가 압축할 로그를 찾는 간격입니다.',
  'log.cleaner.dedupe.buffer.size': '압축 한 번에 키를 담는 메모리입니다. 가득 차면 그 회차는 일찍 끝납니다.',
  'log.cleaner.io.buffer.load.factor': '그 메모리를 얼마나 채워도 되는지 정합니다.',
  'log.retention.check.interval.ms': '브로커가 지울 세그먼트를 찾는 간격입니다.',
  'num.partitions': '따로 정하지 않은 토픽의 파티션 수입니다.',
  'offsets.retention.check.interval.ms': '코디네이터가 잊을 커밋 오프셋을 찾는 간격입니다.',
  'offsets.retention.minutes': '그룹이 빈 뒤에 커밋된 오프셋을 간직하는 시간입니다.',
  'offsets.topic.num.partitions':
    '__consumer_offsets의 파티션 수입니다. 그룹 이름에 따라 자기 파티션이 정해집니다.',
  'offsets.topic.replication.factor': '__consumer_offsets 파티션의 복제 계수입니다.',
  'offsets.topic.segment.bytes':
    '__consumer_offsets의 세그먼트를 바꾸는 크기입니다. 빨리 압축하고 읽도록 작게 둡니다.',
  'producer.id.expiration.ms': '조용해진 멱등 프로듀서를 리더가 기억하는 시간입니다.',
  'replica.fetch.backoff.ms': '페치에 실패한 팔로워가 기다리는 시간입니다.',
  'replica.fetch.max.bytes': '팔로워가 파티션마다 요청하는 크기입니다.',
  'replica.fetch.min.bytes': '이만큼 쌓이거나 기다림이 끝나면 팔로워의 페치에 응답합니다.',
  'replica.fetch.response.max.bytes': '팔로워에게 보내는 응답 하나의 최대 크기입니다.',
  'replica.fetch.wait.max.ms': '새 레코드가 없을 때 팔로워의 페치가 리더에서 기다리는 시간입니다.',
  'replica.lag.time.max.ms': '이 시간 동안 따라잡지 못한 팔로워를 ISR에서 뺍니다.',
  'max.incremental.fetch.session.cache.slots':
    '브로커가 페치 내용을 기억해 두는 클라이언트의 수입니다. 기억된 클라이언트는 매번 모든 파티션을 말하지 않아도 됩니다.',
  'replica.selector.class':
    '컨슈머가 자기 랙(client.rack)의 레플리카에서 읽게 합니다. 없으면 리더에서 읽습니다.',
  'replica.socket.timeout.ms': '팔로워가 응답을 기다리는 시간입니다.',

  acks: '전송이 누구의 확인을 기다리는지 정합니다. 아무도(0), 리더만(1), 동기화된 레플리카 모두(all).',
  'batch.size': '파티션의 배치가 이만큼 차면 보냅니다.',
  'buffer.memory':
    '전송이나 응답을 기다리는 배치가 쓸 수 있는 메모리(바이트)입니다. 다 쓰면 send()가 블록됩니다.',
  'delivery.timeout.ms': '재시도까지 포함해 send()부터 결과까지 걸릴 수 있는 시간입니다.',
  'enable.idempotence': '재시도로 두 번 쓰일 것을 리더가 버리고 순서를 지킬지 정합니다.',
  'linger.ms': '배치가 레코드를 더 기다리는 시간입니다.',
  'max.block.ms': 'send()가 메모리나 메타데이터를 기다리는 최대 시간입니다. 넘으면 그 레코드는 실패합니다.',
  'max.in.flight.requests.per.connection': '응답을 받지 못한 채 브로커로 보낼 수 있는 요청 수입니다.',
  'max.request.size': '요청의 최대 크기, 곧 레코드의 최대 크기입니다.',
  'metadata.max.age.ms': '클라이언트가 리더 정보를 다시 묻지 않고 믿는 시간입니다.',
  'partitioner.adaptive.partitioning.enable':
    '키 없는 레코드를, 프로듀서 안에서 대기열이 긴 파티션에는 덜 보낼지 정합니다.',
  'partitioner.availability.timeout.ms':
    '보낼 레코드가 있는데도 리더가 이보다 오래 아무것도 받지 못하면 그 파티션에는 키 없는 레코드를 보내지 않습니다. 0이면 그러지 않습니다.',
  'partitioner.ignore.keys': '키가 있는 레코드도 키가 없는 것처럼 나눌지 정합니다.',
  'reconnect.backoff.max.ms': '다시 연결하기 전에 기다리는 가장 긴 시간입니다.',
  'reconnect.backoff.ms': '다시 연결하기 전에 처음 기다리는 시간입니다.',
  'request.timeout.ms': '클라이언트가 응답을 기다리다 요청을 포기하는 시간입니다.',
  retries: '배치를 다시 보내는 횟수입니다. 보통 delivery.timeout.ms가 먼저 끝냅니다.',
  'retry.backoff.max.ms': '재시도 전에 기다리는 가장 긴 시간입니다.',
  'retry.backoff.ms': '재시도 전에 처음 기다리는 시간이며, 거듭할수록 두 배가 됩니다.',
  'transaction.timeout.ms':
    '트랜잭션을 열어 둘 수 있는 시간입니다. 지나면 코디네이터가 abort합니다. 브로커의 transaction.max.timeout.ms를 넘을 수 없습니다.',
  'transactional.id':
    '프로듀서가 트랜잭션으로 보내게 합니다. 같은 값으로 나중에 시작한 쪽이 먼저 있던 쪽을 밀어냅니다(fencing).',

  'auto.commit.interval.ms': '컨슈머가 읽은 위치를 스스로 커밋하는 간격입니다.',
  'auto.offset.reset':
    '유효한 커밋 오프셋이 없을 때 어디서 시작할지 정합니다. earliest, latest, 또는 오류(none).',
  'client.rack':
    '컨슈머가 있는 랙입니다. replica.selector.class를 설정한 브로커는 같은 랙의 레플리카에서 읽게 합니다.',
  'isolation.level': '아직 열려 있거나 중단된 트랜잭션의 레코드도 받을지 정합니다.',
  'enable.auto.commit': '컨슈머가 스스로 커밋할지 정합니다.',
  'fetch.max.bytes': '페치 응답 하나의 최대 크기입니다.',
  'fetch.max.wait.ms': '페치가 fetch.min.bytes를 브로커에서 기다리는 시간입니다.',
  'fetch.min.bytes': '이만큼 쌓이면 페치에 응답합니다.',
  'group.instance.id': '멤버를 정적으로 만듭니다. 세션 안에 다시 시작하면 맡은 파티션을 지킵니다.',
  'group.protocol':
    'classic은 멤버가 다 함께 다시 들어와 그중 하나가 파티션을 나눕니다. consumer는 코디네이터가 나누고 멤버마다 따로 옮깁니다.',
  'group.remote.assignor':
    'consumer 프로토콜에서 멤버가 코디네이터에 청하는 할당 방식입니다: uniform 또는 range.',
  'heartbeat.interval.ms': '멤버가 살아 있음을 코디네이터에 알리고 리밸런스 소식을 듣는 간격입니다.',
  'max.partition.fetch.bytes': '페치 하나가 파티션마다 받는 최대 크기입니다.',
  'max.poll.interval.ms': '이 시간 동안 poll하지 않은 멤버는 그룹에서 나갑니다.',
  'max.poll.records': 'poll() 한 번이 애플리케이션에 넘기는 최대 레코드 수입니다.',
  'partition.assignment.strategy':
    '파티션을 나누는 방식을 선호하는 순서로 적습니다. range, roundrobin, sticky, cooperative-sticky.',
  'session.timeout.ms': '이 시간 동안 하트비트가 없는 멤버를 그룹에서 뺍니다.',
  'share.acknowledgement.mode':
    'implicit이면 다음 poll()이 앞서 받은 레코드를 모두 수락하고, explicit이면 애플리케이션이 레코드마다 결과를 알립니다.',
  'share.acquire.mode':
    'batch_optimized이면 배치 단위로 받아 max.poll.records를 넘을 수 있고, record_limit이면 넘지 않습니다.',
};
