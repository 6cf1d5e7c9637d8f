/** A text whose names of Kafka's (configs, error codes) are set as code, and may break within where a line is narrow. */
import { Fragment } from 'react';
import './kafka-names.css';

/** `max.message.bytes`, `auto.offset.reset=latest`, `__consumer_offsets`, `INVALID_TIMESTAMP`. */
const KAFKA_NAME = /(\b[a-z]+(?:\.[a-z]+)+(?:=[\w-]+)?|\b_*[a-z]+(?:_[a-z]+)+\b|\b[A-Z]+(?:_[A-Z]+)+\b)/;

export function KafkaNames({ text }: { readonly text: string }) {
  // Split by a group: every second part is a name.
  return text.split(KAFKA_NAME).map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
    at % 2 === 1 ? <KafkaName key={at} name={part} /> : <Fragment key={at}>{part}</Fragment>,
  );
}

function KafkaName({ name }: { readonly name: string }) {
  return (
    <code className="kafka-name">
      {name.split(/(?<=[._=])/).map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={at}>
          {piece}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
