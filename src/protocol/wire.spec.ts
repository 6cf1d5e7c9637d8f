import { describe, expect, it } from 'vitest';
import { UnsupportedVersionError } from './schema/message.ts';
import { decodeRequest, decodeRequestHeader, decodeResponse, encodeRequest, encodeResponse } from './wire.ts';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a request', () => {
  const header = { api: 'Heartbeat', version: 3, correlationId: 7, clientId: 'c' } as const;
  const body = { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null };

  it('begins with API key, version, correlation id and client id', () => {
    expect(hexOf(encodeRequest(header, {})).slice(0, 22)).toBe(
      '000c 0003 00000007 0001 63'.replaceAll(' ', ''),
    );
  });

  it.each([3, 4])('is read with its header, v%i', (version) => {
    const bytes = encodeRequest({ ...header, version }, body);
    expect(decodeRequest(bytes)).toEqual({ header: { ...header, version }, body });
  });

  it('of flexible versions has tagged fields in the header, and a client id of plain length', () => {
    expect(hexOf(encodeRequest({ ...header, version: 4 }, {})).slice(0, 24)).toBe(
      '000c 0004 00000007 0001 63 00'.replaceAll(' ', ''),
    );
  });

  it('of a version to come can be told by its header', () => {
    const bytes = Uint8Array.from(Buffer.from('0012 0063 00000007 ffff 00 ff'.replaceAll(' ', ''), 'hex'));
    expect(decodeRequestHeader(bytes)).toEqual({
      api: 'ApiVersions',
      version: 99,
      correlationId: 7,
      clientId: null,
    });
    expect(() => decodeRequest(bytes)).toThrow(UnsupportedVersionError);
  });

  it.each([
    ['of an unknown API', '03e7 0000 00000007 ffff', 'the API with the key 999 is not known'],
    ['with bytes after its end', `${hexOf(encodeRequest(header, body))}00`, '1 bytes are left over'],
    ['that ends in its header', '000c 0004 000000', 'Request header v2.correlationId: buffer underflow'],
  ])('%s is refused', (_, hex, message) => {
    expect(() => decodeRequest(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')))).toThrow(
      message,
    );
  });
});

describe('a response', () => {
  it.each([3, 4])('is read with its header, v%i', (version) => {
    const header = { api: 'Heartbeat', version, correlationId: 7 } as const;
    const body = { throttleTimeMs: 0, errorCode: 25 };
    expect(decodeResponse('Heartbeat', version, encodeResponse(header, body))).toEqual({ header, body });
  });

  it('to ApiVersions has the old header in every version', () => {
    const bytes = encodeResponse({ api: 'ApiVersions', version: 4, correlationId: 7 }, {});
    expect(hexOf(bytes).slice(0, 12)).toBe('000000070000');
  });
});
