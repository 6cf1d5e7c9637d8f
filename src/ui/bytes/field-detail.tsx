/** The field that is looked at, in words: where it is, what it means, how its bytes are read. */
import type { TypeText } from '../../i18n/bytes-messages.ts';
import { count } from '../../i18n/format.ts';
import type { ByteField, BytesView } from '../../view/bytes.ts';
import { hexText, offsetText, unsignedOf } from './byte-text.ts';
import { fieldsTo, labelsTo, sharesItsBytes } from './field-rows.ts';
import { useBytesTexts } from './use-bytes-texts.ts';

interface FieldDetailProps {
  readonly view: BytesView;
  readonly active: string;
  /** A byte was chosen that is in none of the field's inner ones. */
  readonly isOwnByte: boolean;
}

const MOST_HEX = 16;

export function FieldDetail({ view, active, isOwnByte }: FieldDetailProps) {
  const texts = useBytesTexts();
  const fields = fieldsTo(view.fields, active);
  const field = fields.at(-1);
  if (!field) return null;
  const { from, to } = field;
  const shown = view.bytes.subarray(from, Math.min(to, from + MOST_HEX));
  const about = field.name === null ? undefined : texts.fields[field.name];
  return (
    <div className="field-detail">
      <p className="field-path mono">{labelsTo(view.fields, active).join(' › ')}</p>
      <p className="field-place mono">
        <span>
          {texts.view.place(
            offsetText(from),
            offsetText(Math.max(from, to - 1)),
            texts.view.byteCount(count(to - from)),
          )}
        </span>
        <span className="field-hex">
          {hexText(shown)}
          {to - from > MOST_HEX && ' …'}
        </span>
      </p>
      <p className="field-about">
        {about && <span>{about}</span>} {field.tag !== null && <span>{texts.view.tag(field.tag)}.</span>}{' '}
        <span className="field-reading">
          <strong>{field.type}</strong> {typeTextOf(field, fields.at(-2), texts.types)}{' '}
          {isOwnByte ? texts.view.own : zigzagOf(field, view.bytes, texts.view.zigzag)}
        </span>
      </p>
    </div>
  );
}

function typeTextOf(
  { type }: ByteField,
  around: ByteField | undefined,
  types: Readonly<Record<TypeText, string>>,
): string {
  if (type === 'bit' || type === 'bits') return types.bits;
  if (around && sharesItsBytes(around)) return types.compressed;
  const kind = type.replace(/ of .*$/, '');
  return kind in types ? types[kind as TypeText] : '';
}

/** How a varint's bytes make its value. */
function zigzagOf(field: ByteField, bytes: Uint8Array, say: (raw: number, value: number) => string): string {
  const { type, value, from, to } = field;
  if ((type !== 'varint' && type !== 'varlong') || typeof value !== 'number') return '';
  return `${say(unsignedOf(bytes.subarray(from, to)), value)}.`;
}
