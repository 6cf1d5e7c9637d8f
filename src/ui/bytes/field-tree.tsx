/** The fields of a message as a tree: one tab stop, arrows go through it. */
import { type CSSProperties, type KeyboardEvent, useEffect } from 'react';
import { count } from '../../i18n/format.ts';
import type { ByteField } from '../../view/bytes.ts';
import { Icon } from '../controls/icon.tsx';
import { type FieldRow, keysAround } from './field-rows.ts';
import { useBytesTexts } from './use-bytes-texts.ts';
import { useWindow } from './use-window.ts';

interface FieldTreeProps {
  readonly rows: readonly FieldRow[];
  readonly active: string;
  readonly hovered: string | null;
  readonly onActive: (key: string) => void;
  readonly onHover: (key: string | null) => void;
  readonly onToggle: (key: string, open: boolean) => void;
}

const ROW_HEIGHT = 24;

export function FieldTree({ rows, active, hovered, onActive, onHover, onToggle }: FieldTreeProps) {
  const { view } = useBytesTexts();
  const { scroller, from, to, reveal, onScroll } = useWindow(rows.length, ROW_HEIGHT);
  const at = rows.findIndex(({ key }) => key === active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row asks for it
  useEffect(() => reveal(Math.max(0, at)), [active]);

  const onKey = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = rowToGo(event.key, at, rows);
    const toggled = to === undefined ? isToggled(event.key, row) : undefined;
    if (to === undefined && toggled === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to) onActive(to.key);
    else if (toggled !== undefined) onToggle(row.key, toggled);
  };

  return (
    <div
      ref={scroller}
      className="field-tree"
      role="tree"
      tabIndex={0}
      aria-label={view.tree}
      aria-activedescendant={at >= from && at < to ? rowId(active) : undefined}
      data-first-focus
      onKeyDown={onKey}
      onScroll={onScroll}
      onPointerLeave={() => onHover(null)}
    >
      <div role="presentation" style={{ height: rows.length * ROW_HEIGHT, paddingTop: from * ROW_HEIGHT }}>
        {rows.slice(from, to).map((row) => (
          <Row
            key={row.key}
            row={row}
            isActive={row.key === active}
            isHovered={row.key === hovered}
            onActive={onActive}
            onHover={onHover}
            onToggle={onToggle}
          />
        ))}
      </div>
    </div>
  );
}

const PAGE = 10;

/** Where a key leads to, undefined: nowhere. */
function rowToGo(pressed: string, at: number, rows: readonly FieldRow[]): FieldRow | undefined {
  const row = rows[at];
  switch (pressed) {
    case 'ArrowDown':
      return rows[at + 1];
    case 'ArrowUp':
      return rows[at - 1];
    case 'PageDown':
      return rows[Math.min(rows.length - 1, at + PAGE)];
    case 'PageUp':
      return rows[Math.max(0, at - PAGE)];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    case 'ArrowRight':
      return row?.isOpen ? rows[at + 1] : undefined;
    case 'ArrowLeft':
      return row?.isOpen ? undefined : rows.find(({ key }) => key === keysAround(row?.key ?? '').at(-1));
    default:
      return undefined;
  }
}

/** Whether the row is to be open after a key, undefined: the key does not do that. */
function isToggled(pressed: string, { isOpen, field }: FieldRow): boolean | undefined {
  if (field.inner.length === 0) return undefined;
  if (pressed === 'Enter' || pressed === ' ') return !isOpen;
  if (pressed === 'ArrowRight') return isOpen ? undefined : true;
  return pressed === 'ArrowLeft' && isOpen ? false : undefined;
}

interface RowProps extends Pick<FieldTreeProps, 'onActive' | 'onHover' | 'onToggle'> {
  readonly row: FieldRow;
  readonly isActive: boolean;
  readonly isHovered: boolean;
}

function Row({ row, isActive, isHovered, onActive, onHover, onToggle }: RowProps) {
  const { key, field, label, level, position, siblings, isOpen } = row;
  const hasInner = field.inner.length > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus and takes the keys
    <div
      id={rowId(key)}
      className="field-row"
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isActive}
      aria-expanded={hasInner ? isOpen : undefined}
      data-hovered={isHovered || undefined}
      style={{ '--level': level - 1 } as CSSProperties}
      onClick={() => onActive(key)}
      onDoubleClick={() => onToggle(key, !isOpen)}
      onPointerMove={() => onHover(key)}
    >
      <span
        className="field-toggle"
        data-open={isOpen || undefined}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          onToggle(key, !isOpen);
        }}
      >
        {hasInner && <Icon name="chevron" />}
      </span>
      <span className="field-name">{label}</span>
      <FieldValue field={field} />
      <span className="field-type">{field.type}</span>
    </div>
  );
}

function FieldValue({ field }: { readonly field: ByteField }) {
  const { view } = useBytesTexts();
  const { items, meaning, valid } = field;
  return (
    <span className="field-value">
      {items === null ? valueText(field) : <span className="field-items">{view.items(count(items))}</span>}
      {meaning !== null && <span className="field-meaning">{meaning}</span>}
      {valid !== null && (
        <span className="field-check" data-valid={valid}>
          <Icon name={valid ? 'check' : 'warning'} />
          {valid ? view.valid : view.invalid}
        </span>
      )}
    </span>
  );
}

/** As in JSON, but for a struct, which has only what is inside it. */
function valueText({ value, inner }: ByteField): string {
  if (value === null) return inner.length > 0 ? '' : 'null';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function rowId(key: string): string {
  return `bytes-field-${key}`;
}
