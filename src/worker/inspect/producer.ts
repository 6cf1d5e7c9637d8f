import { describeProducer } from '../../engine/client/describe-producer.ts';
import { PRODUCER_CONFIGS } from '../../protocol/config/producer-config.ts';
import { findProducer } from '../../sim/named.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Explanation, Inspection } from '../../view/inspection.ts';
import { because, configLines, fact } from './lines.ts';
import { producerTransaction } from './transactions.ts';

export function inspectProducer(simulation: Simulation, name: string): Omit<Inspection, 'selection'> | null {
  const producer = findProducer(simulation.cluster, name);
  const stream = simulation.applications.byProducer.get(name);
  if (!producer || !stream) return null;
  const { acks } = producer.configs;
  const { partitions, producerId, producerEpoch, idempotent, blockedOn, bufferBytes } = describeProducer(
    producer,
    simulation.cluster.nowUs,
  );
  const sum = (of: (partition: (typeof partitions)[number]) => number): number =>
    partitions.reduce((n, partition) => n + of(partition), 0);
  const inFlight = sum((partition) => partition.inFlight.length);
  const retrying = sum(
    ({ queued, inFlight: sent }) => [...queued, ...sent].filter(({ attempts }) => attempts > 0).length,
  );
  const transaction = producer.transactionManager?.transaction;
  const transactional = transaction && producerTransaction(simulation, transaction);
  return {
    explanations: [
      ...(producer.forwardsFrom === undefined ? [] : [forwards(simulation, producer.forwardsFrom)]),
      ...(transactional?.explanations ?? []),
      ...(blockedOn === null
        ? []
        : [
            because(`producer-blocked-on-${blockedOn}`, {
              bufferMemory: producer.configs['buffer.memory'],
              maxBlockMs: producer.configs['max.block.ms'],
            }),
          ]),
      retrying > 0
        ? because('producer-retrying', { batches: retrying })
        : because('producer-waits-for', { acks: acks === '-1' ? 'all' : acks }),
      because('producer-batches', {
        lingerMs: producer.configs['linger.ms'],
        batchSize: producer.configs['batch.size'],
      }),
      idempotent
        ? because('producer-idempotent', { producerId, producerEpoch })
        : because('producer-not-idempotent', {
            inFlight: producer.configs['max.in.flight.requests.per.connection'],
          }),
    ],
    facts: [
      fact('records-sent', stream.nextIndex),
      fact('in-flight', inFlight),
      fact(
        'open-batches',
        sum(({ open }) => (open ? 1 : 0)),
      ),
      fact('buffer-used', bufferBytes),
      fact('producer-id', producerId, { producerEpoch }),
      fact('producer-epoch', producerEpoch),
      ...(transactional?.facts ?? []),
    ],
    configs: configLines(PRODUCER_CONFIGS, producer.configs, 'producer', () => 'restarts-client'),
  };
}

function forwards({ consumers }: Simulation, consumer: string): Explanation {
  return because('producer-forwards', { consumer, group: consumers.get(consumer)?.group ?? '' });
}
