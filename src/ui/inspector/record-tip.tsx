/** The record under the pointer or the cursor: its key, value, offset, timestamp, and why it is in this partition. */
import { type CSSProperties, useEffect, useState } from 'react';
import { bytes } from '../../i18n/format.ts';
import type { MoreMessages } from '../../i18n/more-messages.ts';
import type { EntryDetail, MarkerDetail, RecordDetail } from '../../view/inspection.ts';
import { useSession } from '../session/context.ts';
import type { HoveredRecord } from '../state/choice-slice.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import './record-tip.css';

export default function RecordTip() {
  const hovered = usePage((page) => page.hovered);
  const detail = useRecord(hovered);
  return hovered && detail && <Tip at={hovered} detail={detail} />;
}

/** Asked for as the pointer goes; a late answer to an earlier question is dropped. */
function useRecord(hovered: HoveredRecord | null): EntryDetail | null {
  const session = useSession();
  const [detail, setDetail] = useState<EntryDetail | null>(null);
  const { topic, partition, offset } = hovered ?? {};
  useEffect(() => {
    let isCurrent = true;
    if (topic === undefined || partition === undefined || offset === undefined) setDetail(null);
    else
      session.record(topic, partition, offset).then(
        (found) => isCurrent && setDetail(found),
        () => isCurrent && setDetail(null),
      );
    return () => {
      isCurrent = false;
    };
  }, [session, topic, partition, offset]);
  return detail;
}

function Tip({ at, detail }: { readonly at: HoveredRecord; readonly detail: EntryDetail }) {
  const { record } = useMore();
  const { topic, partition, offset, committed } = detail;
  const key = detail.kind === 'record' && detail.key !== null ? Math.min(detail.keyId, 7) : 'none';
  return (
    <div className="record-tip" role="tooltip" style={placeOf(at)}>
      <p className="record-tip-title">
        <span className="record-swatch" data-key={key} />
        {record.title(topic, partition, offset)}
      </p>
      <dl className="record-facts">
        {detail.kind === 'record' ? <RecordFacts detail={detail} /> : <MarkerFacts detail={detail} />}
      </dl>
      {!committed && <p className="record-tip-note">{record.notCommitted}</p>}
      <TransactionNote detail={detail} />
    </div>
  );
}

function RecordFacts({ detail }: { readonly detail: RecordDetail }) {
  const { record } = useMore();
  const { key, value, valueBytes, timestampMs, producer, transaction } = detail;
  return (
    <>
      <dt>{record.key}</dt>
      <dd className="mono">{key === null ? record.noKey : JSON.stringify(key)}</dd>
      <dt>{record.value}</dt>
      <dd className="mono record-value">
        {valueBytes < 0 ? record.tombstone : (value ?? bytes(valueBytes))}
      </dd>
      <dt>{record.timestamp}</dt>
      <dd className="mono">{timestampText(timestampMs)}</dd>
      <dt>{record.producer}</dt>
      <dd>{producer}</dd>
      {transaction && (
        <>
          <dt>{record.transaction}</dt>
          <dd>{record.ofTransaction(transaction.transactionalId, transaction.state)}</dd>
        </>
      )}
      <dt>{record.partition}</dt>
      <dd className="mono">{choiceOf(detail, record)}</dd>
    </>
  );
}

function MarkerFacts({
  detail: { marker, timestampMs, transaction, coordinatorEpoch },
}: {
  readonly detail: MarkerDetail;
}) {
  const { record } = useMore();
  return (
    <>
      <dt>{record.marker}</dt>
      <dd className="mono">{marker}</dd>
      <dt>{record.transaction}</dt>
      <dd>{record.ofTransaction(transaction.transactionalId, transaction.state)}</dd>
      <dt>{record.producerId}</dt>
      <dd className="mono">{record.idAndEpoch(transaction.producerId, transaction.producerEpoch)}</dd>
      <dt>{record.coordinatorEpoch}</dt>
      <dd className="mono">{coordinatorEpoch}</dd>
      <dt>{record.timestamp}</dt>
      <dd className="mono">{timestampText(timestampMs)}</dd>
    </>
  );
}

function TransactionNote({ detail: { kind, transaction } }: { readonly detail: EntryDetail }) {
  const { record } = useMore();
  if (kind === 'marker') return <p className="record-tip-aside">{record.markerNote}</p>;
  if (transaction?.state === 'open') return <p className="record-tip-note">{record.inOpenTransaction}</p>;
  if (transaction?.state === 'aborted')
    return <p className="record-tip-aside">{record.inAbortedTransaction}</p>;
  return null;
}

function timestampText(timestampMs: number): string {
  return new Date(timestampMs).toISOString().replace('T', ' ').replace('Z', '');
}

function choiceOf(detail: RecordDetail, record: MoreMessages['record']): string {
  const { partitioning, murmur2, partitions, partition } = detail;
  if (partitioning === 'explicit') return record.explicit;
  if (partitioning === 'sticky' || murmur2 === null) return record.sticky;
  // Kafka's toPositive: the sign bit is masked off.
  return record.byKey(murmur2 & 0x7fffffff, partitions, partition);
}

const WIDTH = 300;
const GAP = 14;

/** Beside the pointer, on the side where there is room. */
function placeOf({ x, y }: HoveredRecord): CSSProperties {
  const left = x + GAP + WIDTH > innerWidth ? Math.max(8, x - GAP - WIDTH) : x + GAP;
  return y > innerHeight / 2 ? { left, bottom: innerHeight - y + GAP } : { left, top: y + GAP };
}
