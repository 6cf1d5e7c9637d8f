/** In a log without compaction each batch begins where the one before it ended. */
import type { Cluster } from '../../engine/cluster.ts';
import { isCompacted } from '../../engine/log/log-config.ts';
import { brokersOf } from '../leaders.ts';
import type { Finding } from './checkers.ts';

export function offsetsAreContiguous(cluster: Cluster): Finding[] {
  const findings: Finding[] = [];
  for (const broker of brokersOf(cluster)) {
    for (const [key, log] of broker.disk.logs) {
      if (isCompacted(log.config) || log.cleanerCheckpoint !== null) continue;
      let expected = log.segments[0]!.baseOffset;
      for (const segment of log.segments) {
        for (const batch of segment.chunk.batches.slice(0, segment.batchCount)) {
          if (batch.baseOffset !== expected) {
            findings.push({
              detail: `broker ${broker.brokerId}, ${key}: a batch begins at ${batch.baseOffset} instead of ${expected}`,
            });
          }
          expected = batch.lastOffset + 1;
        }
      }
      if (expected !== log.logEndOffset) {
        findings.push({
          detail: `broker ${broker.brokerId}, ${key}: ends at ${log.logEndOffset}, its last batch at ${expected}`,
        });
      }
    }
  }
  return findings;
}
