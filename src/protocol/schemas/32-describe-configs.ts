import { array, boolean, int8, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * DescribeConfigs (key 32). v1: synonyms and where a value comes from (KIP-226). v3: documentation and types
 * (KIP-569). v4: flexible.
 */
export const DescribeConfigs = api('DescribeConfigs', {
  request: {
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      configurationKeys: array('0+', string(), { nullable: '0+' }),
    }),
    includeSynonyms: boolean(),
    includeDocumentation: boolean('3+'),
  },
  response: {
    throttleTimeMs: int32(),
    results: array({
      errorCode: int16(),
      errorMessage: string('0+', { nullable: '0+' }),
      resourceType: int8(),
      resourceName: string(),
      configs: array({
        name: string(),
        value: string('0+', { nullable: '0+' }),
        readOnly: boolean(),
        configSource: int8('0+', { default: -1 }),
        isSensitive: boolean(),
        synonyms: array({ name: string(), value: string('0+', { nullable: '0+' }), source: int8() }),
        configType: int8('3+'),
        documentation: string('3+', { nullable: '0+' }),
      }),
    }),
  },
});
