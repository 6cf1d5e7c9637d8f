import { isReassigning, type PartitionRegistration } from '../../engine/controller/metadata-image.ts';
import { lastStableOffset } from '../../engine/log/high-watermark.ts';
import { segmentExpiresAtMs } from '../../engine/log/retention.ts';
import type { UnifiedLog } from '../../engine/log/unified-log.ts';
import { deletionCheckOf } from '../../engine/replica/log-cleanup.ts';
import { brokerOf, leaderLog, registrationOf, topicNamed } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Explanation, Inspection } from '../../view/inspection.ts';
import { because, fact } from './lines.ts';
import { sharePartitionFacts } from './share.ts';
import { effectiveTopicConfig, topicConfigLines } from './topic.ts';
import { partitionTransactionFacts, whatHoldsBack } from './transactions.ts';

export function inspectPartition(
  simulation: Simulation,
  topic: string,
  partition: number,
): Omit<Inspection, 'selection'> | null {
  const { cluster } = simulation;
  const registration = registrationOf(cluster, topic, partition);
  if (!registration) return null;
  const { leader, leaderEpoch, replicas, addingReplicas = [], removingReplicas = [], isr } = registration;
  const log = leaderLog(cluster, topic, partition);
  const minInsyncReplicas = effectiveTopicConfig(simulation, topic)['min.insync.replicas'];
  return {
    explanations: [
      // As Partition.scala counts them: those that are only being added are not missed yet.
      replication(leader, isr.length, replicas.length - addingReplicas.length, minInsyncReplicas),
      ...(isReassigning(registration) ? [moving(registration)] : []),
      ...(log
        ? [highWatermark(log), ...whatHoldsBack(simulation, log), expiry(simulation, topic, partition)]
        : []),
    ],
    facts: [
      fact('leader', leader),
      fact('replicas', replicas.join(', ')),
      fact('isr', isr.join(', ')),
      ...(addingReplicas.length > 0 ? [fact('adding-replicas', addingReplicas.join(', '))] : []),
      ...(removingReplicas.length > 0 ? [fact('removing-replicas', removingReplicas.join(', '))] : []),
      fact('leader-epoch', leaderEpoch),
      fact('log-start-offset', log?.logStartOffset ?? -1),
      fact('last-stable-offset', log ? lastStableOffset(log) : -1),
      fact('high-watermark', log?.highWatermark ?? -1),
      fact('log-end-offset', log?.logEndOffset ?? -1),
      fact('segments', log?.segments.length ?? 0),
      ...(log ? partitionTransactionFacts(simulation, log) : []),
      ...sharePartitionFacts(simulation, topic, partition),
    ],
    configs: topicConfigLines(simulation, topic),
  };
}

function replication(
  leader: number,
  inSync: number,
  replicas: number,
  minInsyncReplicas: number,
): Explanation {
  const params = { leader, inSync, replicas, min: minInsyncReplicas };
  if (leader < 0) return because('partition-offline', params);
  if (inSync < minInsyncReplicas) return because('partition-under-min-isr', params);
  return because(inSync < replicas ? 'partition-under-replicated' : 'partition-all-in-sync', params);
}

/** Which new copies are waited for, and which will go then. */
function moving({ addingReplicas = [], removingReplicas = [] }: PartitionRegistration): Explanation {
  return because('partition-moving', {
    adding: addingReplicas.join(', '),
    removing: removingReplicas.join(', '),
  });
}

function highWatermark(log: UnifiedLog): Explanation {
  const { highWatermark, logEndOffset } = log;
  const heldBack = Number(lastStableOffset(log) < highWatermark);
  if (highWatermark === logEndOffset) return because('partition-hw-at-end', { highWatermark, heldBack });
  return because('partition-hw-behind', {
    highWatermark,
    logEndOffset,
    behind: logEndOffset - highWatermark,
  });
}

/** Names both: when the oldest segment is due, and the check that will find it so. */
function expiry(simulation: Simulation, topic: string, partition: number): Explanation {
  const { cluster } = simulation;
  const log = leaderLog(cluster, topic, partition);
  const oldest = log?.segments[0];
  const leader = brokerOf(cluster, registrationOf(cluster, topic, partition)?.leader ?? -1);
  const dueMs = log && oldest && oldest.sizeInBytes > 0 ? segmentExpiresAtMs(log, oldest) : null;
  if (dueMs === null || !leader || !log || !oldest) return because('partition-no-expiry', { topic });
  const dueAtMs = dueMs + 1 - cluster.epochMs;
  const { dueUs, intervalMs } = deletionCheckOf(leader, log);
  const checkMs = dueUs / 1000;
  const rounds = Math.max(0, Math.ceil((dueAtMs - checkMs) / intervalMs));
  return because('partition-next-expiry', {
    baseOffset: oldest.baseOffset,
    inMs: Math.max(0, Math.round(dueAtMs - cluster.nowUs / 1000)),
    checkInMs: Math.round(checkMs + rounds * intervalMs - cluster.nowUs / 1000),
    intervalMs,
    topicId: topicNamed(cluster, topic)?.topicId ?? '',
  });
}
