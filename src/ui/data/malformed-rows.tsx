import { count } from '../../i18n/format.ts';
import type { Malformed } from '../../scenario/data/table.ts';
import { useMore } from '../state/use-more.ts';

const MOST_TOLD = 50;

/** Rows left out, each with its line and reason: counted, and never fatal. */
export function MalformedRows({ rows }: { readonly rows: readonly Malformed[] }) {
  const { dialogs, errors } = useMore();
  if (rows.length === 0) return null;
  return (
    <div className="malformed" role="status">
      <p>{dialogs.data.malformed(count(rows.length))}</p>
      <ul>
        {rows.slice(0, MOST_TOLD).map(({ line, reason }) => (
          <li key={`${line} ${reason.code}`}>
            <span className="mono">{dialogs.data.line(line)}</span> {errors.malformed(reason)}
          </li>
        ))}
      </ul>
    </div>
  );
}
