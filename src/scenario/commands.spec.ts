import { describe, expect, it } from 'vitest';
import { validateCommand } from './commands.ts';

const context = { brokers: 3 };

describe('a command from outside', () => {
  it('is filled in as a scenario is', () => {
    expect(
      validateCommand({ do: 'addTopic', name: 'orders', configs: { 'retention.ms': '1m' } }, context),
    ).toEqual({
      command: {
        do: 'addTopic',
        name: 'orders',
        partitions: 1,
        replicationFactor: 3,
        configs: { 'retention.ms': 60_000 },
      },
    });
    expect(validateCommand({ do: 'setLink', a: 'broker-1', b: 'broker-2', latency: '1s' }, context)).toEqual({
      command: { do: 'setLink', a: 'broker-1', b: 'broker-2', latencyMs: 1000 },
    });
  });

  it('is refused with the field that is wrong', () => {
    expect(validateCommand({ do: 'stopBroker', broker: 'one' }, context)).toMatchObject({
      errors: [{ path: 'broker', code: 'wrong-type', params: { expected: 'number', value: '"one"' } }],
    });
    expect(validateCommand({ do: 'stopbroker', broker: 1 }, context)).toMatchObject({
      errors: [{ path: 'do', code: 'not-one-of' }],
    });
    expect(validateCommand(null, context)).toMatchObject({ errors: [{ path: '', code: 'wrong-type' }] });
    expect(
      validateCommand(
        { do: 'setTopicConfig', topic: 'orders', name: 'retention.ms', value: 'x' },
        context,
        'actions[3]',
      ),
    ).toMatchObject({ errors: [{ path: 'actions[3].value', code: 'config-wrong-type' }] });
  });
});
