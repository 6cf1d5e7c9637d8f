/**
 * Flavoured numbers: an `Epoch` cannot be passed where an `Offset` is asked for, while plain number
 * literals still fit. The brand exists for the type checker only.
 */
type Flavour<Name extends string> = number & { readonly __flavour?: Name };

/** Position of a record in one partition's log, from 0. */
export type Offset = Flavour<'Offset'>;
/** The number of a leader's reign over one partition. */
export type LeaderEpoch = Flavour<'LeaderEpoch'>;
/** Version of a partition's ISR as the controller knows it: bumped at every change of the partition. */
export type PartitionEpoch = Flavour<'PartitionEpoch'>;
/** The number that the controller gave a broker when it registered: a restarted broker has a new one. */
export type BrokerEpoch = Flavour<'BrokerEpoch'>;
/** Simulated time since the run's beginning, whole microseconds. */
export type Micros = Flavour<'Micros'>;
/** Wall-clock time inside the simulation as Kafka writes it into records: milliseconds since 1970. */
export type EpochMs = Flavour<'EpochMs'>;
/** Number of the event that something was caused by, see `engine/trace`. */
export type EventId = Flavour<'EventId'>;

export const MICROS_PER_MS = 1000;
export const NEVER: Micros = Number.MAX_SAFE_INTEGER;
