/** What the configs of a producer or of a consumer must say together (ProducerConfig, ConsumerConfig). */
import type { Configured } from './check-configs.ts';
import { type Refusal, type Rule, refusal } from './refusal.ts';

export const PRODUCER_RULES: readonly Rule<Configured>[] = [
  checkIdempotence,
  checkTransactions,
  checkTwoPhaseCommit,
];

export const CONSUMER_RULES: readonly Rule<Configured>[] = [
  checkInstanceId,
  checkAutoCommit,
  checkGroupProtocol,
];

const MAX_IN_FLIGHT = 'max.in.flight.requests.per.connection';

/** Asked for, it needs all replicas' acknowledgement and retries; on by default, it yields to what is set instead. */
function checkIdempotence({ values, given }: Configured): Refusal | null {
  if (values['enable.idempotence'] !== true) return null;
  if (given.has('enable.idempotence')) {
    if (values.retries === 0)
      return refusal('ConfigException', 'The idempotent producer needs retries above 0');
    if (!isAcknowledgedByAll(values))
      return refusal('ConfigException', 'The idempotent producer needs acks=all');
  }
  if (Number(values[MAX_IN_FLIGHT]) > 5)
    return refusal('ConfigException', `The idempotent producer needs ${MAX_IN_FLIGHT} of at most 5`);
  return null;
}

function isAcknowledgedByAll(values: Configured['values']): boolean {
  return values.acks === 'all' || values.acks === '-1';
}

function checkTransactions({ values, given }: Configured): Refusal | null {
  const isIdempotent =
    values['enable.idempotence'] === true && values.retries !== 0 && isAcknowledgedByAll(values);
  if (isIdempotent || !given.has('transactional.id')) return null;
  return refusal('ConfigException', 'A transactional.id needs an idempotent producer');
}

/** Who prepares transactions elsewhere sets no timeout for them here (KIP-939). */
function checkTwoPhaseCommit({ values, given }: Configured): Refusal | null {
  if (values['transaction.two.phase.commit.enable'] !== true || !given.has('transaction.timeout.ms'))
    return null;
  return refusal(
    'ConfigException',
    'transaction.timeout.ms cannot be set with transaction.two.phase.commit.enable',
  );
}

/** A client.id is made of the instance's, which must be fit for one (JoinGroupRequest.validateGroupInstanceId). */
function checkInstanceId({ values }: Configured): Refusal | null {
  const id = values['group.instance.id'];
  if (typeof id !== 'string' || values['client.id'] !== '') return null;
  if (/^[\w.-]{1,249}$/.test(id) && id !== '.' && id !== '..') return null;
  return refusal('InvalidConfigurationException', `Group instance id is invalid: ${id}`);
}

function checkAutoCommit({ values, given }: Configured): Refusal | null {
  const isAsked = given.has('enable.auto.commit') && values['enable.auto.commit'] === true;
  if (!isAsked || values['group.id'] !== null) return null;
  return refusal('InvalidConfigurationException', 'enable.auto.commit needs a group.id');
}

/** What each group.protocol has no use for, and so does not take. */
const UNSUPPORTED: Readonly<Record<string, readonly string[]>> = {
  classic: ['group.remote.assignor', 'share.acknowledgement.mode', 'share.acquire.mode'],
  consumer: [
    'partition.assignment.strategy',
    'heartbeat.interval.ms',
    'session.timeout.ms',
    'share.acknowledgement.mode',
    'share.acquire.mode',
  ],
};

function checkGroupProtocol({ values, given }: Configured): Refusal | null {
  const protocol = String(values['group.protocol']).toLowerCase();
  const name = UNSUPPORTED[protocol]?.find((each) => (given.get(each) ?? '').trim() !== '');
  if (name === undefined) return null;
  return refusal('ConfigException', `${name} cannot be set when group.protocol=${protocol}`);
}
