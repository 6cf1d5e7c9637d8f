import { checkAdminTraces } from './admin-traces.ts';
import { checkAssignors } from './assignors.ts';
import { checkCompaction } from './compaction.ts';
import { checkConfigDefs } from './config-defs.ts';
import { checkFailoverTraces } from './failover-traces.ts';
import { checkGroupTraces } from './group-traces.ts';
import type { KindRunner } from './kind-runner.ts';
import { checkLogLifecycle } from './log-lifecycle.ts';
import { checkMurmur2Partition } from './murmur2-partition.ts';
import { checkProducerState } from './producer-state.ts';
import { checkRecordBatches } from './record-batches.ts';
import { checkServerAssignors } from './server-assignors.ts';
import { checkShareTraces } from './share-traces.ts';
import { checkTransactionTraces } from './transaction-traces.ts';
import { checkWireApiVersions } from './wire-api-versions.ts';
import { checkWireMessages } from './wire-messages.ts';

/** Kind of vector file -> who answers it. A kind that is missing here is not built yet. */
export const kinds: ReadonlyMap<string, KindRunner> = new Map<string, KindRunner>([
  ['admin-traces', checkAdminTraces],
  ['assignors', checkAssignors],
  ['compaction', checkCompaction],
  ['config-defs', checkConfigDefs],
  ['failover-traces', checkFailoverTraces],
  ['group-traces', checkGroupTraces],
  ['log-lifecycle', checkLogLifecycle],
  ['murmur2-partition', checkMurmur2Partition],
  ['producer-state', checkProducerState],
  ['server-assignors', checkServerAssignors],
  ['record-batches', checkRecordBatches],
  ['share-traces', checkShareTraces],
  ['transaction-traces', checkTransactionTraces],
  ['wire-api-versions', checkWireApiVersions],
  ['wire-messages', checkWireMessages],
]);
