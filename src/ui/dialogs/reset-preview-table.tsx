import { count } from '../../i18n/format.ts';
import type { PreviewedOffset, ResetPreview } from '../../view/reset-preview.ts';
import { useMore } from '../state/use-more.ts';
import './reset-preview.css';

/** A line a partition: what is committed, what would be, and what that comes to. */
export function ResetPreviewTable({ preview: { problem, offsets } }: { readonly preview: ResetPreview }) {
  const { dialogs } = useMore();
  const words = dialogs.reset;
  return (
    <div className="reset-preview">
      <p className="reset-sum" role="status">
        {problem ? (
          <span className="field-error">{words.problems[problem.code](problem.about)}</span>
        ) : (
          <SumOf offsets={offsets} />
        )}
      </p>
      {offsets.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long tables are scrolled by keyboard
        <section className="reset-rows" tabIndex={0} aria-label={words.preview}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.columns.partition}</th>
                <th scope="col">{words.columns.current}</th>
                <th scope="col">{words.columns.to}</th>
              </tr>
            </thead>
            <tbody>
              {offsets.map((each) => (
                <Row key={`${each.topic}-${each.partition}`} {...each} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function SumOf({ offsets }: { readonly offsets: readonly PreviewedOffset[] }) {
  const { dialogs } = useMore();
  const words = dialogs.reset;
  const known = offsets.filter(({ from }) => from >= 0);
  const again = known.reduce((sum, { from, to }) => sum + Math.max(0, from - to), 0);
  const skipped = known.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);
  const parts = [
    again > 0 ? words.again(count(again)) : '',
    skipped > 0 ? words.skipped(count(skipped)) : '',
  ].filter((part) => part !== '');
  const isChanged = known.length < offsets.length || parts.length > 0;
  return <>{isChanged ? parts.join(', ') : words.unchanged}</>;
}

function Row({ topic, partition, from, to, heldTo }: PreviewedOffset) {
  const { dialogs } = useMore();
  const words = dialogs.reset;
  const way = from < 0 || from === to ? undefined : to < from ? 'back' : 'on';
  return (
    <tr>
      <th scope="row">
        {topic}-{partition}
      </th>
      <td>{from < 0 ? words.none : from}</td>
      <td data-way={way}>
        {heldTo && <small>{words.heldTo[heldTo]}</small>}
        <span>{to}</span>
      </td>
    </tr>
  );
}
