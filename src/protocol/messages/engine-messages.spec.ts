import { describe, expect, it } from 'vitest';
import type { AnyRequest, AnyResponse, Message } from '../../engine/network/message.ts';
import { randomRun } from '../../sim/random-run.ts';
import { advanceTo, createSimulation } from '../../sim/simulation.ts';
import { envelopeRequestOnWire, envelopeResponseOnWire } from '../envelope-bytes.ts';
import { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from '../wire.ts';

type Travelling = AnyRequest | AnyResponse;

const RUN_US = 40_000_000;
/** Of each API and direction in a run. */
const EXAMPLES = 40;
const RECORDS = Uint8Array.of(1, 2, 3);

describe('whatever nodes send', () => {
  it.each([1, 2, 3, 4])('can be written and read, in random run %i', (seed) => {
    const sent = messagesOf(seed);
    expect(sent.length).toBeGreaterThan(100);
    for (const message of sent) {
      const { bytes, body } = onWire(message);
      const read =
        message.kind === 'request'
          ? decodeRequest(bytes).body
          : decodeResponse(message.api, message.apiVersion, bytes).body;
      expect(read, `${message.api} ${message.kind}`).toMatchObject(withRecordBytes(body));
    }
  });
});

function messagesOf(seed: number): Travelling[] {
  const simulation = createSimulation(randomRun(seed));
  const examples = new Map<string, Travelling[]>();
  advanceTo(simulation, RUN_US, ({ effects }) => {
    for (const message of effects.sends as Message[]) {
      if (message.kind === 'reset') continue;
      const kind = `${message.api} ${message.kind}`;
      const ofKind = examples.get(kind) ?? [];
      examples.set(kind, ofKind);
      if (ofKind.length < EXAMPLES) ofKind.push(message);
    }
  });
  return [...examples.values()].flat();
}

function onWire(message: Travelling): { bytes: Uint8Array; body: object } {
  const { api, apiVersion: version, correlationId, from } = message;
  if (message.kind === 'request') {
    const header = { api, version, correlationId, clientId: from };
    const body = message.api === 'Envelope' ? envelopeRequestOnWire(message.body, header) : message.body;
    return { bytes: encodeRequest(header, body, () => RECORDS), body };
  }
  const header = { api, version, correlationId };
  const body = message.api === 'Envelope' ? envelopeResponseOnWire(message.body, header) : message.body;
  return { bytes: encodeResponse(header, body, () => RECORDS), body };
}

/** The same, as a reader has it who gets bytes for batches. */
function withRecordBytes(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'records' ? RECORDS : fieldWithRecordBytes(field),
    ]),
  );
}

function fieldWithRecordBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fieldWithRecordBytes);
  const isStruct = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
  return isStruct ? withRecordBytes(value) : value;
}
