import { array, boolean, int8, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * AlterConfigs (key 33). Replaces all configs of a resource; IncrementalAlterConfigs is what clients use
 * now. v2: flexible.
 */
export const AlterConfigs = api('AlterConfigs', {
  request: {
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      configs: array({ name: string(), value: string('0+', { nullable: '0+' }) }),
    }),
    validateOnly: boolean(),
  },
  response: {
    throttleTimeMs: int32(),
    responses: array({
      errorCode: int16(),
      errorMessage: string('0+', { nullable: '0+' }),
      resourceType: int8(),
      resourceName: string(),
    }),
  },
});
