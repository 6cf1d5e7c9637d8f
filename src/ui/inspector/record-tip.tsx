/** The record under the pointer or the cursor: its key, value, offset, timestamp, and why it is in this partition. */
import { type CSSProperties, useEffect, useState } from 'react';
import { bytes } from '../../i18n/format.ts';
import type { MoreMessages } from '../../i18n/more-messages.ts';
import type { RecordDetail } from '../../view/inspection.ts';
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
function useRecord(hovered: HoveredRecord | null): RecordDetail | null {
  const session = useSession();
  const [detail, setDetail] = useState<RecordDetail | null>(null);
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

function Tip({ at, detail }: { readonly at: HoveredRecord; readonly detail: RecordDetail }) {
  const { record } = useMore();
  const { topic, partition, offset, key, keyId, value, valueBytes, timestampMs, producer, committed } =
    detail;
  return (
    <div className="record-tip" role="tooltip" style={placeOf(at)}>
      <p className="record-tip-title">
        <span className="record-swatch" data-key={key === null ? 'none' : Math.min(keyId, 7)} />
        {record.title(topic, partition, offset)}
      </p>
      <dl className="record-facts">
        <dt>{record.key}</dt>
        <dd className="mono">{key === null ? record.noKey : JSON.stringify(key)}</dd>
        <dt>{record.value}</dt>
        <dd className="mono record-value">
          {valueBytes < 0 ? record.tombstone : (value ?? bytes(valueBytes))}
        </dd>
        <dt>{record.timestamp}</dt>
        <dd className="mono">{new Date(timestampMs).toISOString().replace('T', ' ').replace('Z', '')}</dd>
        <dt>{record.producer}</dt>
        <dd>{producer}</dd>
        <dt>{record.partition}</dt>
        <dd className="mono">{choiceOf(detail, record)}</dd>
      </dl>
      {!committed && <p className="record-tip-note">{record.notCommitted}</p>}
    </div>
  );
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
