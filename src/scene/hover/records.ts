/**
 * The record that is pointed at: by the pointer over a tape, or by the record cursor, which Left and Right move
 * along a focused partition. Both say `hover-record`, light its key, and frame its cell.
 */
import type { Frame } from '../../view/frame.ts';
import type { Intent } from '../../view/intent.ts';
import type { Structure } from '../../view/structure.ts';
import type { Camera } from '../camera.ts';
import { element, place } from '../cards/element.ts';
import { thingAt } from '../cards/things.ts';
import type { Layout } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { keyOf, type RecordPlace, recordAt, recordBox, txnOf } from './record-at.ts';

export interface RecordStage {
  readonly viewport: HTMLElement;
  readonly overlay: HTMLElement;
  readonly camera: Camera;
  structure(): Structure | null;
  layout(): Layout | null;
  frame(): Frame | null;
  messages(): SceneMessages;
  intend(intent: Intent): void;
  announce(words: string): void;
}

export interface Records {
  /** From the frame loop: records slide under a resting pointer. */
  refresh(now: number): void;
  isPointing(): boolean;
  destroy(): void;
}

/** A pointer that only passes lights no keys. */
const DWELL_MS = 110;
const REFRESH_MS = 125;

export function createRecords(stage: RecordStage): Records {
  const frameMark = element('div', 'record-mark');
  frameMark.hidden = true;
  stage.overlay.append(frameMark);
  let pointer: { readonly x: number; readonly y: number } | null = null;
  let shown: RecordPlace | null = null;
  let byKeyboard = false;
  let lit: number | null = null;
  let dwell: ReturnType<typeof setTimeout> | undefined;
  let refreshedAt = 0;

  function show(place: RecordPlace | null): void {
    if (place?.row === shown?.row && place?.offset === shown?.offset) {
      frameCell();
      return;
    }
    shown = place;
    frameCell();
    tell();
    clearTimeout(dwell);
    dwell = setTimeout(lightKey, place ? DWELL_MS : 0);
  }

  function frameCell(): void {
    const layout = stage.layout();
    const frame = stage.frame();
    const box = shown && layout && frame ? recordBox(shown, layout, frame) : null;
    frameMark.hidden = box === null;
    if (box) place(frameMark, box);
  }

  function tell(): void {
    const { structure, layout, frame } = {
      structure: stage.structure(),
      layout: stage.layout(),
      frame: stage.frame(),
    };
    const row = shown && structure?.rows[shown.row];
    const box = shown && layout && frame ? recordBox(shown, layout, frame) : null;
    if (!shown || !row || !box) {
      stage.intend({ type: 'leave-record' });
      return;
    }
    const at = stage.camera.toClient({ x: box.x + box.width / 2, y: box.y });
    stage.intend({
      type: 'hover-record',
      topic: structure.topics[row.topic]!.name,
      partition: row.partition,
      offset: shown.offset,
      ...at,
    });
  }

  function lightKey(): void {
    const structure = stage.structure();
    const frame = stage.frame();
    const key = shown && structure && frame ? (keyOf(shown, frame, structure)?.id ?? null) : null;
    if (key === lit) return;
    lit = key;
    stage.intend({ type: 'highlight-key', keyId: key });
  }

  function lookUnderPointer(): void {
    const layout = stage.layout();
    const frame = stage.frame();
    if (!pointer || !layout || !frame) return;
    show(recordAt(stage.camera.toWorld(pointer.x, pointer.y), layout, frame));
  }

  function onPointer(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && event.buttons !== 0) {
      onLeave();
      return;
    }
    pointer = { x: event.clientX, y: event.clientY };
    byKeyboard = false;
    lookUnderPointer();
  }

  function onLeave(): void {
    pointer = null;
    if (!byKeyboard) show(null);
  }

  function onKey(event: KeyboardEvent): void {
    const thing = thingAt(event.target);
    if (thing?.selection.kind !== 'partition' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && byKeyboard) {
      byKeyboard = false;
      show(null);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (stage.layout()?.level === 'matrix') return;
      moveCursor(thing.element, (event.key === 'ArrowLeft' ? -1 : 1) * (event.shiftKey ? 10 : 1));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function moveCursor(focused: HTMLElement, step: number): void {
    const thing = thingAt(focused);
    const structure = stage.structure();
    const layout = stage.layout();
    const frame = stage.frame();
    if (thing?.selection.kind !== 'partition' || !structure || !layout || !frame) return;
    const { topic, partition } = thing.selection;
    const row = structure.rows.findIndex(
      (each) => each.partition === partition && structure.topics[each.topic]?.name === topic,
    );
    const first = frame.rows.logStart[row] ?? 0;
    const last = (frame.rows.logEnd[row] ?? 0) - 1;
    if (last < first) {
      stage.announce(stage.messages().spoken.noRecords);
      return;
    }
    const from = byKeyboard && shown?.row === row ? shown.offset + step : last;
    byKeyboard = true;
    pointer = null;
    show({ row, offset: Math.max(first, Math.min(last, from)) });
    sayRecord(frame, structure);
  }

  function sayRecord(frame: Frame, structure: Structure): void {
    if (!shown) return;
    const { row, offset } = shown;
    stage.announce(
      stage.messages().spoken.record({
        offset,
        key: keyOf(shown, frame, structure)?.text ?? null,
        transaction: txnOf(shown, frame),
        committed: offset < (frame.rows.highWatermark[row] ?? 0),
      }),
    );
  }

  function onBlur(event: FocusEvent): void {
    if (!byKeyboard || thingAt(event.target)?.selection.kind !== 'partition') return;
    byKeyboard = false;
    show(null);
  }

  const { viewport } = stage;
  viewport.addEventListener('pointermove', onPointer);
  viewport.addEventListener('pointerdown', onPointer);
  viewport.addEventListener('pointerleave', onLeave);
  viewport.addEventListener('keydown', onKey, true);
  viewport.addEventListener('focusout', onBlur);
  return {
    refresh(now) {
      if (!shown || now - refreshedAt < REFRESH_MS) return;
      refreshedAt = now;
      if (pointer) lookUnderPointer();
      else frameCell();
    },
    isPointing: () => shown !== null || pointer !== null,
    destroy() {
      clearTimeout(dwell);
      frameMark.remove();
      viewport.removeEventListener('pointermove', onPointer);
      viewport.removeEventListener('pointerdown', onPointer);
      viewport.removeEventListener('pointerleave', onLeave);
      viewport.removeEventListener('keydown', onKey, true);
      viewport.removeEventListener('focusout', onBlur);
    },
  };
}
