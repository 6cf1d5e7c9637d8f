import { memo, useState } from 'react';
import { duration, type TimeUnits } from '../../i18n/format.ts';
import type { ConfigLine, Selection } from '../../view/inspection.ts';
import { useMessages } from '../state/hooks.ts';
import { useConfigTexts } from '../state/use-config-texts.ts';
import { useMore } from '../state/use-more.ts';
import { configCommand } from './config-command.ts';
import { defaultOf } from './config-defs.ts';
import { ConfigEditor } from './config-editor.tsx';

interface ConfigRowProps {
  readonly line: ConfigLine;
  readonly selection: Selection;
  readonly all: readonly ConfigLine[];
}

/** Name, value, default, and what it does; a press opens the editor. Digests come often, changes seldom. */
export const ConfigRow = memo(
  ConfigRowNow,
  (before, after) => JSON.stringify(before) === JSON.stringify(after),
);

function ConfigRowNow({ line, selection, all }: ConfigRowProps) {
  const { inspector } = useMore();
  const { units } = useMessages();
  const texts = useConfigTexts();
  const [editing, setEditing] = useState(false);
  const canEdit = configCommand(selection, line.name, null) !== null;
  return (
    <li className="config" data-changed={!line.isDefault || undefined}>
      <button
        type="button"
        className="config-line"
        aria-expanded={editing}
        aria-label={`${line.name}: ${line.value}. ${inspector.edit(line.name)}`}
        disabled={!canEdit}
        onClick={() => setEditing(!editing)}
      >
        <span className="config-name mono">{line.name}</span>
        <span className="config-value mono">{readable(line.name, line.value, units) || EMPTY}</span>
      </button>
      <p className="config-text">
        {texts[line.name]}
        {!line.isDefault && (
          <span className="config-default mono">
            {' '}
            {inspector.byDefault(defaultOf(line.scope, line.name) || EMPTY)}
          </span>
        )}
      </p>
      {editing && (
        <ConfigEditor line={line} selection={selection} all={all} onDone={() => setEditing(false)} />
      )}
    </li>
  );
}

const EMPTY = '""';

/** A time of more than a second also as people say it: `604800000 (7 d)`. */
function readable(name: string, value: string, units: TimeUnits): string {
  const ms = Number(value);
  return name.endsWith('.ms') && ms >= 1000 && ms < 1e12 ? `${value} (${duration(ms, units)})` : value;
}
