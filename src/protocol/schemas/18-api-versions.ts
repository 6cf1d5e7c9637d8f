import { array, boolean, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ApiVersions (key 18). Which versions a broker speaks; its response has always the header v0, so that a
 * client that knows nothing can read it (KIP-35). v3: flexible, client's software (KIP-511), features
 * (KIP-584).
 */
export const ApiVersions = api('ApiVersions', {
  request: {
    clientSoftwareName: string('3+'),
    clientSoftwareVersion: string('3+'),
  },
  response: {
    errorCode: int16(),
    apiKeys: array({ apiKey: int16(), minVersion: int16(), maxVersion: int16() }),
    throttleTimeMs: int32('1+'),
    supportedFeatures: array('3+', { name: string(), minVersion: int16(), maxVersion: int16() }, { tag: 0 }),
    finalizedFeaturesEpoch: int64('3+', { tag: 1, default: -1 }),
    finalizedFeatures: array(
      '3+',
      { name: string(), maxVersionLevel: int16(), minVersionLevel: int16() },
      { tag: 2 },
    ),
    zkMigrationReady: boolean('3+', { tag: 3 }),
  },
});
