import { array, boolean, int8, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * IncrementalAlterConfigs (key 44). Sets, deletes, appends to or subtracts from single configs (KIP-339).
 * v1: flexible.
 */
export const IncrementalAlterConfigs = api('IncrementalAlterConfigs', {
  request: {
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      configs: array({
        name: string(),
        configOperation: int8(),
        value: string('0+', { nullable: '0+' }),
      }),
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
