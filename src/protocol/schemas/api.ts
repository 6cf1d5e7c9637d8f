import { type ApiKeyName, ApiKeys } from '../api-keys.ts';
import type { MessageSchema } from '../schema/message.ts';
import type { Fields } from '../schema/schema.ts';

export interface ApiSchema<Request extends Fields = Fields, Response extends Fields = Fields> {
  readonly request: MessageSchema<Request>;
  readonly response: MessageSchema<Response>;
}

/** A request and its response; their versions are in the table of API keys. */
export function api<const Request extends Fields, const Response extends Fields>(
  name: ApiKeyName,
  fields: { readonly request: Request; readonly response: Response },
): ApiSchema<Request, Response> {
  const { versions, firstFlexible } = ApiKeys[name];
  return {
    request: { name: `${name} request`, versions, firstFlexible, fields: fields.request },
    response: { name: `${name} response`, versions, firstFlexible, fields: fields.response },
  };
}
