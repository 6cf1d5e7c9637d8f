import { expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import type { Request } from '../network/message.ts';
import { sendResponse } from '../network/network-client.ts';
import { CONTROLLER_NODE } from '../node.ts';
import { act, answer, ask, createWorld, run, type World } from '../replica/testing/replica-world.ts';

function initProducerId(world: World, transactionalId: string | null = null) {
  ask(world, 1, 'InitProducerId', {
    transactionalId,
    transactionTimeoutMs: 60_000,
    producerId: -1,
    producerEpoch: -1,
  });
  run(world, 5);
  return answer(world, 'InitProducerId');
}

function requestsForBlocks(world: World) {
  return world.requests.filter(
    (each): each is Request<'AllocateProducerIds'> => each.api === 'AllocateProducerIds',
  );
}

function grantBlock(world: World, producerIdStart: number, producerIdLen: number): void {
  const controller = world.cluster.nodes.get(CONTROLLER_NODE)!;
  const body = { throttleTimeMs: 0, errorCode: Errors.NONE, producerIdStart, producerIdLen };
  act(world, (ctx) => sendResponse(ctx, controller, requestsForBlocks(world).at(-1)!, body));
  run(world, 5);
}

it('a broker without a block asks the controller for one, and the producer to come again', () => {
  const world = createWorld({ brokers: 1 });
  expect(initProducerId(world)).toMatchObject({
    errorCode: Errors.COORDINATOR_LOAD_IN_PROGRESS,
    producerId: -1,
  });
  expect(requestsForBlocks(world)).toMatchObject([{ body: { brokerId: 1, brokerEpoch: 11 } }]);
  grantBlock(world, 4000, 1000);
  expect(initProducerId(world)).toMatchObject({ errorCode: 0, producerId: 4000, producerEpoch: 0 });
  expect(initProducerId(world)).toMatchObject({ producerId: 4001 });
});

it('the next block is asked for when nine tenths of this one are gone', () => {
  const world = createWorld({ brokers: 1 });
  initProducerId(world);
  grantBlock(world, 0, 10);
  for (let id = 0; id < 9; id++) expect(initProducerId(world).producerId).toBe(id);
  expect(requestsForBlocks(world)).toHaveLength(1);
  expect(initProducerId(world).producerId).toBe(9);
  expect(requestsForBlocks(world)).toHaveLength(2);
  grantBlock(world, 50, 10);
  expect(initProducerId(world).producerId).toBe(50);
});

it("a transactional id's producer has to ask its coordinator", () => {
  expect(initProducerId(createWorld({ brokers: 1 }), 'payments').errorCode).toBe(Errors.NOT_COORDINATOR);
});
