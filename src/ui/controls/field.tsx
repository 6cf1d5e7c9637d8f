/** Labelled inputs of forms: label, what is wrong or a hint, and the browser's own control. */
import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly mono?: boolean;
  readonly rows?: number;
  /** Where typing begins when the dialog opens. */
  readonly firstFocus?: boolean;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, hint, error, value, mono, rows, firstFocus, onChange }: TextFieldProps) {
  const id = useId();
  const shared = {
    id,
    className: mono ? 'field-input mono' : 'field-input',
    value,
    'data-first-focus': firstFocus || undefined,
    'aria-invalid': Boolean(error),
    'aria-describedby': `${id}-note`,
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {rows ? (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

interface NumberFieldProps extends FieldProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  /** Where typing begins when the dialog opens. */
  readonly firstFocus?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberField({
  label,
  hint,
  error,
  value,
  min,
  max,
  step,
  firstFocus,
  onChange,
}: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field-input mono"
        type="number"
        required
        min={min}
        max={max}
        step={step ?? 1}
        data-first-focus={firstFocus || undefined}
        value={Number.isNaN(value) ? '' : value}
        aria-invalid={Boolean(error)}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

interface ChoiceFieldProps extends FieldProps {
  readonly value: string;
  /** Value and text. */
  readonly choices: readonly (readonly [string, string])[];
  readonly firstFocus?: boolean;
  readonly onChange: (value: string) => void;
}

export function ChoiceField({ label, hint, error, value, choices, firstFocus, onChange }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field-input"
        value={value}
        data-first-focus={firstFocus || undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

export function CheckField({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

function Note({
  id,
  hint,
  error,
}: {
  readonly id: string;
  readonly hint: ReactNode;
  readonly error: string | null | undefined;
}) {
  if (error) {
    return (
      <p className="field-error" role="alert" id={id}>
        {error}
      </p>
    );
  }
  return (
    <p className="field-hint" id={id}>
      {hint}
    </p>
  );
}
