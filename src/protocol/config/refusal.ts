/** Why Kafka refuses configs: which exception it throws (its simple class name), and what is wrong. */
export interface Refusal {
  readonly exception:
    | 'ArithmeticException'
    | 'ConfigException'
    | 'IllegalArgumentException'
    | 'InvalidConfigurationException'
    | 'KafkaException'
    | 'NumberFormatException';
  readonly message: string;
}

export function refusal(exception: Refusal['exception'], message: string): Refusal {
  return { exception, message };
}

/** A rule of several configs together; null: it holds. */
export type Rule<Values> = (values: Values) => Refusal | null;

/** What the first broken rule says. */
export function firstRefusal<Values>(rules: readonly Rule<Values>[], values: Values): Refusal | null {
  for (const rule of rules) {
    const refused = rule(values);
    if (refused) return refused;
  }
  return null;
}
