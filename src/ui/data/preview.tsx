import type { Table } from '../../scenario/data/table.ts';
import { useMore } from '../state/use-more.ts';

interface PreviewProps {
  readonly table: Table;
  readonly keyColumn: string | null;
  readonly timeColumn: string | null;
}

const ROWS = 3;

/** The first rows, with the key's and the time's columns marked. */
export function Preview({ table, keyColumn, timeColumn }: PreviewProps) {
  const { dialogs } = useMore();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables are scrolled by keyboard
    <section className="data-preview" tabIndex={0} aria-label={dialogs.data.preview}>
      <table>
        <thead>
          <tr>
            {table.columns.map((name) => (
              <th key={name} scope="col" data-use={name === keyColumn ? 'key' : name === timeColumn ? 'time' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, ROWS).map((row, index) => (
            <tr key={table.lines[index]}>
              {row.map((cell, column) => (
                <td key={table.columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
