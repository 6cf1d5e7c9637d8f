import { CheckField, ChoiceField, NumberField } from '../controls/field.tsx';
import { useMore } from '../state/use-more.ts';
import type { LoadForm, LoadKind } from './load-form.ts';

interface LoadFieldsProps {
  readonly load: LoadForm;
  readonly onChange: (load: LoadForm) => void;
}

const KINDS: readonly LoadKind[] = ['steady', 'bursty', 'ramp', 'manual'];

/** How many records, when, with which keys, and how large. */
export function LoadFields({ load, onChange }: LoadFieldsProps) {
  const { dialogs } = useMore();
  const set =
    <Key extends keyof LoadForm>(key: Key) =>
    (value: LoadForm[Key]): void =>
      onChange({ ...load, [key]: value });
  const kind = (
    <ChoiceField
      label={dialogs.loadKind}
      value={load.kind}
      choices={KINDS.map((each) => [each, dialogs.loadKinds[each]])}
      onChange={(value) => set('kind')(KINDS.find((each) => each === value) ?? 'steady')}
    />
  );
  if (load.kind === 'manual') return kind;
  return (
    <>
      <div className="field-row">
        {kind}
        <NumberField
          label={dialogs.perSecond}
          value={load.perSecond}
          min={0.001}
          max={1e6}
          step="any"
          onChange={set('perSecond')}
        />
      </div>
      {load.kind !== 'steady' && (
        <div className="field-row">
          <NumberField
            label={dialogs.period}
            value={load.periodMs}
            min={1}
            max={1e9}
            onChange={set('periodMs')}
          />
          {load.kind === 'ramp' ? (
            <NumberField
              label={dialogs.toPerSecond}
              value={load.toPerSecond}
              min={0}
              max={1e6}
              step="any"
              onChange={set('toPerSecond')}
            />
          ) : (
            <NumberField
              label={dialogs.duty}
              value={load.duty}
              min={0.01}
              max={1}
              step="any"
              onChange={set('duty')}
            />
          )}
        </div>
      )}
      <CheckField label={dialogs.keys} checked={load.keyed} onChange={set('keyed')} />
      {load.keyed && (
        <div className="field-row">
          <NumberField
            label={dialogs.keyCount}
            value={load.keyCount}
            min={1}
            max={1e6}
            onChange={set('keyCount')}
          />
          <ChoiceField
            label={dialogs.skew}
            value={String(load.skewStep)}
            choices={dialogs.skewSteps.map((text, step) => [String(step), text])}
            onChange={(step) => set('skewStep')(Number(step))}
          />
        </div>
      )}
      <NumberField
        label={dialogs.valueBytes}
        value={load.valueBytes}
        min={0}
        max={1e6}
        onChange={set('valueBytes')}
      />
    </>
  );
}
