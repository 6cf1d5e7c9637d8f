/** A text whose names of Kafka's (configs, error codes) are set as code, and may break within where a line is narrow. */
import { Fragment } from 'react';
import { splitAtNames } from './split-at-names.ts';
import './kafka-names.css';

export function KafkaNames({ text }: { readonly text: string }) {
  return splitAtNames(text).map((part, at) =>
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
