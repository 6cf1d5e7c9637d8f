/** What the replica manager does from time to time: one timer a broker each, over all its partitions. */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import type { Timer } from '../behaviour.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import { maybeShrinkIsr } from './isr.ts';
import {
  checkpointHighWatermarks,
  cleanCompactedLogs,
  cleanerBackoffMs,
  cleanUpLogs,
  expireProducers,
} from './log-cleanup.ts';

/** replica.high.watermark.checkpoint.interval.ms */
const HIGH_WATERMARK_CHECKPOINT_INTERVAL_MS = 5000;
/** log.initial.task.delay.ms */
const LOG_INITIAL_TASK_DELAY_MS = 30_000;
/** producer.id.expiration.check.interval.ms */
const PRODUCER_EXPIRATION_CHECK_INTERVAL_MS = 600_000;

export function startRecurringTasks(ctx: Ctx, broker: BrokerNode): void {
  schedule(ctx, broker, 'isr-expiration', 0);
  schedule(ctx, broker, 'log-retention', LOG_INITIAL_TASK_DELAY_MS);
  schedule(ctx, broker, 'log-cleaner', 0);
  schedule(ctx, broker, 'high-watermark-checkpoint', HIGH_WATERMARK_CHECKPOINT_INTERVAL_MS);
  schedule(ctx, broker, 'producer-expiration', PRODUCER_EXPIRATION_CHECK_INTERVAL_MS);
}

function shrinkIsrs(ctx: Ctx, broker: BrokerNode): void {
  for (const partition of broker.replicaManager.partitions.values()) maybeShrinkIsr(ctx, broker, partition);
}

interface RecurringTask {
  readonly field:
    | 'isrExpirationUs'
    | 'retentionCheckDueUs'
    | 'cleanerDueUs'
    | 'highWatermarkCheckpointUs'
    | 'producerExpirationUs';
  intervalMs(broker: BrokerNode): number;
  run(ctx: Ctx, broker: BrokerNode): void;
}

const RECURRING_TASKS = {
  // So a follower may lag for up to 1.5 times replica.lag.time.max.ms before it is dropped.
  'isr-expiration': {
    field: 'isrExpirationUs',
    intervalMs: (broker) => Math.max(1, Math.floor(broker.configs['replica.lag.time.max.ms'] / 2)),
    run: shrinkIsrs,
  },
  'log-retention': {
    field: 'retentionCheckDueUs',
    intervalMs: (broker) => broker.configs['log.retention.check.interval.ms'],
    run: cleanUpLogs,
  },
  'log-cleaner': { field: 'cleanerDueUs', intervalMs: cleanerBackoffMs, run: cleanCompactedLogs },
  'high-watermark-checkpoint': {
    field: 'highWatermarkCheckpointUs',
    intervalMs: () => HIGH_WATERMARK_CHECKPOINT_INTERVAL_MS,
    run: (_, broker) => checkpointHighWatermarks(broker),
  },
  'producer-expiration': {
    field: 'producerExpirationUs',
    intervalMs: () => PRODUCER_EXPIRATION_CHECK_INTERVAL_MS,
    run: expireProducers,
  },
} satisfies Record<string, RecurringTask>;

type RecurringTaskName = keyof typeof RECURRING_TASKS;

function schedule(ctx: Ctx, broker: BrokerNode, name: RecurringTaskName, delayMs: number): void {
  const dueUs = ctx.nowUs + delayMs * MICROS_PER_MS;
  broker.replicaManager[RECURRING_TASKS[name].field] = dueUs;
  setTimer(ctx, broker, name, '', dueUs);
}

function recurring(name: RecurringTaskName): Timer<BrokerNode> {
  const task: RecurringTask = RECURRING_TASKS[name];
  return {
    due: (broker) => broker.replicaManager[task.field],
    fire(ctx, broker) {
      task.run(ctx, broker);
      schedule(ctx, broker, name, task.intervalMs(broker));
    },
  };
}

export const recurringTaskTimers: Readonly<Record<RecurringTaskName, Timer<BrokerNode>>> = {
  'isr-expiration': recurring('isr-expiration'),
  'log-retention': recurring('log-retention'),
  'log-cleaner': recurring('log-cleaner'),
  'high-watermark-checkpoint': recurring('high-watermark-checkpoint'),
  'producer-expiration': recurring('producer-expiration'),
};
