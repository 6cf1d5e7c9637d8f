/** A command from outside: the page's scripting interface, or a link's list of actions. */
import * as v from 'valibot';
import { checkCommandParts } from './checks/command.ts';
import type { DefaultsContext } from './defaults.ts';
import type { ScenarioError } from './errors.ts';
import { normaliseCommand } from './normalise-command.ts';
import type { Command } from './scenario.ts';
import { type CommandDocument, CommandSchema } from './schema-commands.ts';
import { shapeErrors } from './shape-errors.ts';

export type ReadCommand = { readonly command: Command } | { readonly errors: readonly ScenarioError[] };

/**
 * The command as the engine takes it, or what is wrong with it. Whether the things it names exist is known only
 * to the run. `context` says how many brokers the scenario began with: a default hangs on it.
 */
export function validateCommand(json: unknown, context: DefaultsContext, path = ''): ReadCommand {
  const shape = v.safeParse(CommandSchema, json);
  if (!shape.success) return { errors: shapeErrors(shape.issues, path) };
  const document: CommandDocument = shape.output;
  // Brokers may have been added since, so a replication factor is for the controller to refuse.
  const errors = checkCommandParts(document, path, Number.POSITIVE_INFINITY);
  return errors.length > 0 ? { errors } : { command: normaliseCommand(document, context) };
}
