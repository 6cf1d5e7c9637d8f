import {
  type ApiKeyName,
  ApiKeys,
  advertisedVersions,
  requestHeaderVersion,
  responseHeaderVersion,
} from '../../protocol/api-keys.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase } from './kind-runner.ts';

interface ApiVersionsCase {
  readonly apiKey: number;
  readonly name: ApiKeyName;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly parsed: readonly [number, number];
  /** [version, request header version, response header version]. */
  readonly headers: readonly (readonly [number, number, number])[];
  /** Absent: none. */
  readonly firstFlexible?: number;
}

/** What a broker says of each API in its ApiVersions response, and the headers of its messages. */
export const checkWireApiVersions = checkEachCase<ApiVersionsCase>((vectorCase) => {
  const { apiKey, name, minVersion, maxVersion, parsed, headers, firstFlexible = null } = vectorCase;
  const api = ApiKeys[name];
  const [ourMinVersion, ourMaxVersion] = advertisedVersions(name);
  return firstDifference(
    { apiKey, minVersion, maxVersion, parsed, headers, firstFlexible, controllerOnly: false },
    {
      apiKey: api.key,
      minVersion: ourMinVersion,
      maxVersion: ourMaxVersion,
      parsed: api.versions,
      headers: headersOf(name),
      firstFlexible: api.firstFlexible,
      controllerOnly: 'controllerOnly' in api,
    },
  );
});

function headersOf(name: ApiKeyName): number[][] {
  const [lowest, highest] = ApiKeys[name].versions;
  const versions = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);
  return versions.map((version) => [
    version,
    requestHeaderVersion(name, version),
    responseHeaderVersion(name, version),
  ]);
}
