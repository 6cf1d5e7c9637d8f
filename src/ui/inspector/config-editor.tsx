import { type FormEvent, useId, useState } from 'react';
import type { ConfigLine, Selection } from '../../view/inspection.ts';
import { Button } from '../controls/button.tsx';
import { act } from '../session/act.ts';
import { useSession } from '../session/context.ts';
import { useMessages } from '../state/hooks.ts';
import { useMore } from '../state/use-more.ts';
import { configCommand } from './config-command.ts';
import { defaultOf, definitionOf } from './config-defs.ts';
import { checkConfigInput } from './config-input.ts';

interface ConfigEditorProps {
  readonly line: ConfigLine;
  readonly selection: Selection;
  readonly all: readonly ConfigLine[];
  readonly onDone: () => void;
}

/** Says beforehand what a change means, refuses what Kafka would refuse, and says why. */
export function ConfigEditor({ line, selection, all, onDone }: ConfigEditorProps) {
  const { inspector, errors } = useMore();
  const { shell } = useMessages();
  const session = useSession();
  const [typed, setTyped] = useState(line.value);
  const id = useId();
  const checked = checkConfigInput(line, typed, all);
  const wrong = 'errors' in checked ? checked.errors : [];

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if ('errors' in checked) return;
    const command = configCommand(selection, line.name, checked.value);
    onDone();
    if (command) void act(session, command);
  };

  return (
    <form className="config-editor" onSubmit={submit}>
      <ValueField line={line} id={id} typed={typed} isWrong={wrong.length > 0} onType={setTyped} />
      <p id={`${id}-hint`} className="config-effect">
        {inspector.takesEffect[line.takesEffect]}
      </p>
      {wrong.length > 0 && (
        <p className="field-error" role="alert" id={`${id}-error`}>
          {wrong.map((error) => errors.scenario(error)).join(' ')}
        </p>
      )}
      <div className="config-buttons">
        <Button tone="main" type="submit" disabled={wrong.length > 0 || typed === line.value}>
          {inspector.apply}
        </Button>
        <Button onClick={onDone}>{shell.cancel}</Button>
        {!line.isDefault && (
          <Button tone="quiet" onClick={() => setTyped(defaultOf(line.scope, line.name))}>
            {inspector.resetToDefault}
          </Button>
        )}
      </div>
    </form>
  );
}

interface ValueFieldProps {
  readonly line: ConfigLine;
  readonly id: string;
  readonly typed: string;
  readonly isWrong: boolean;
  readonly onType: (typed: string) => void;
}

function ValueField({ line, id, typed, isWrong, onType }: ValueFieldProps) {
  const { inspector } = useMore();
  const definition = definitionOf(line.scope, line.name);
  const choices =
    definition?.type === 'BOOLEAN'
      ? ['true', 'false']
      : definition?.type === 'STRING'
        ? definition.oneOf
        : undefined;
  const shared = {
    id,
    className: 'field-input mono',
    'aria-label': `${line.name}: ${inspector.value}`,
    'aria-describedby': isWrong ? `${id}-error` : `${id}-hint`,
    'aria-invalid': isWrong,
    value: typed,
  };
  if (choices) {
    return (
      <select {...shared} onChange={(event) => onType(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...shared}
      type="text"
      autoComplete="off"
      spellCheck={false}
      // biome-ignore lint/a11y/noAutofocus: it opens by the press of a button, for typing
      autoFocus
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
