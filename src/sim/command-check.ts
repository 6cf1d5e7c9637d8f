/** Whether a command speaks of things that are there: checked before it is carried out, so that a refusal changes nothing. */
import { isIdempotent } from '../engine/client/idempotence.ts';
import type { Command } from '../scenario/scenario.ts';
import { transactionRuns } from './checkers/checker-parts.ts';
import { producerConfigs } from './configs.ts';
import { brokerOf, topicNamed } from './leaders.ts';
import { findConsumer, findProducer } from './named.ts';
import type { Simulation } from './simulation.ts';

export interface CommandRefusal {
  readonly code: 'unknown-thing' | 'not-possible';
  /** The command's field that is at fault. */
  readonly field: string;
  readonly detail: string;
}

/** What needs a client that has been started at some time. */
const NEEDS_A_CLIENT: ReadonlySet<Command['do']> = new Set([
  'closeConsumer',
  'killConsumer',
  'freezeConsumer',
  'thawConsumer',
]);

/** Null: it may be carried out. What Kafka itself refuses is not refused here: its answer is part of the run. */
export function refusalOf(simulation: Simulation, command: Command): CommandRefusal | null {
  const { cluster, applications, consumers } = simulation;
  if ('broker' in command) {
    const there = brokerOf(cluster, command.broker) !== undefined;
    if (command.do === 'addBroker') {
      if (there)
        return { code: 'not-possible', field: 'broker', detail: `broker ${command.broker} is there already` };
    } else if (!there) return unknown('broker', command.broker);
  }
  if ('consumer' in command && !consumers.has(command.consumer)) return unknown('consumer', command.consumer);
  if (NEEDS_A_CLIENT.has(command.do) && 'consumer' in command && !findConsumer(cluster, command.consumer)) {
    return {
      code: 'not-possible',
      field: 'consumer',
      detail: `consumer ${command.consumer} has no client: it is on the bench`,
    };
  }
  if ('producer' in command && !applications.byProducer.has(command.producer))
    return unknown('producer', command.producer);
  if (command.do === 'setProducerConfig' && !isTakenByProducer(simulation, command))
    return {
      code: 'not-possible',
      field: 'value',
      detail: 'a transactional.id needs an idempotent producer',
    };
  if (command.do === 'addConsumer' || command.do === 'addProducer') {
    const taken =
      consumers.has(command.name) ||
      findProducer(cluster, command.name) ||
      findConsumer(cluster, command.name);
    if (taken)
      return {
        code: 'not-possible',
        field: 'name',
        detail: `there is a client called ${command.name} already`,
      };
  }
  const refusal = transactionRuns.isInstalled()
    ? transactionRuns.rules().refusalByForwarders(simulation, command)
    : null;
  if (refusal) return refusal;
  // By the configs that it was given last: its client may still be about to be made anew.
  if (command.do === 'setTransactions' && !simulation.given.get(command.producer)?.['transactional.id'])
    return { code: 'not-possible', field: 'producer', detail: `${command.producer} has no transactional.id` };
  if ('topic' in command && command.do !== 'addProducer' && !topicNamed(cluster, command.topic))
    return unknown('topic', command.topic);
  if ('a' in command) {
    for (const field of ['a', 'b'] as const) {
      if (!cluster.nodes.has(command[field])) return unknown(field, command[field]);
    }
  }
  return null;
}

/** ProducerConfig: its new client could not be made (ConfigException). */
function isTakenByProducer(
  { given }: Simulation,
  { producer, name, value }: Extract<Command, { do: 'setProducerConfig' }>,
): boolean {
  const { [name]: _, ...others } = given.get(producer) ?? {};
  const configs = producerConfigs(value === null ? others : { ...others, [name]: value });
  return configs['transactional.id'] === null || isIdempotent({ configs, explicitIdempotence: false });
}

function unknown(field: string, name: string | number): CommandRefusal {
  return { code: 'unknown-thing', field, detail: `${field}: there is no ${name}` };
}
