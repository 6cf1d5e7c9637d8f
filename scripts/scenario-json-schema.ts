/** The JSON Schema of the scenario document, from the same schema that the validator uses. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { ScenarioSchema } from '../src/scenario/schema.ts';
import { TimedCommandSchema } from '../src/scenario/schema-commands.ts';
import { ConsumerSchema, ProducerSchema, TopicSchema } from '../src/scenario/schema-parts.ts';
import { ConfigsSchema, TextSchema, TimeSchema } from '../src/scenario/schema-values.ts';
import { WorkloadSchema } from '../src/scenario/schema-workload.ts';

export function scenarioJsonSchema(): string {
  const schema = toJsonSchema(ScenarioSchema, {
    typeMode: 'input',
    // Named, so that they are written once.
    definitions: {
      time: TimeSchema,
      text: TextSchema,
      configs: ConfigsSchema,
      workload: WorkloadSchema,
      topic: TopicSchema,
      producer: ProducerSchema,
      consumer: ConsumerSchema,
      command: TimedCommandSchema,
    },
  });
  return `${JSON.stringify({ title: 'Kafkascope scenario', ...schema }, null, 1)}\n`;
}
