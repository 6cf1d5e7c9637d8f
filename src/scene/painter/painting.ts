/** The painter without its worker: takes what the page says, and paints a frame when asked. */
import type { Frame } from '../../view/frame.ts';
import type { Structure } from '../../view/structure.ts';
import type { Layout } from '../layout/layout.ts';
import { type LayoutMover, layoutAt, moverTo, progressOf, sharedNow } from '../motion.ts';
import type { PainterPalette } from '../painter-palette.ts';
import type { FlightRange, PaintView, ToPainter } from '../painter-port.ts';
import type { PainterWords } from '../painter-words.ts';
import { FlightBook } from './flight-book.ts';
import { type FrameIndex, indexOf } from './frame-index.ts';
import { paint } from './paint.ts';
import { advance, type Playback, withFrame } from './playback.ts';
import { RowViews } from './row-views.ts';
import { type ShownTexts, textsFor } from './shown-texts.ts';
import type { Scene } from './state.ts';

/** A session that is so much fuller than before was renewed by a heartbeat. */
const RENEWED = 0.05;

export class Painting {
  private mover: LayoutMover | null = null;
  private structure: Structure | null = null;
  private frame: Frame | null = null;
  /** Of another structure than the layout's: shown as soon as its layout comes. */
  private early: Frame | null = null;
  private newestStructure: Structure | null = null;
  private index: FrameIndex | null = null;
  private palette: PainterPalette | null = null;
  private words: PainterWords | null = null;
  private playback: Playback | null = null;
  private texts: ShownTexts | null = null;
  private textsStale = false;
  private readonly rows = new RowViews();
  private readonly flights = new FlightBook();
  private readonly pulses = new Map<string, number>();
  private highlightKey: number | null = null;
  private calm = false;
  private ringed: FlightRange = { from: 0, to: 0 };
  private transactions: Scene['transactions'] | 'awaited' = null;
  private lastAt = 0;
  private dirty = true;

  take(message: ToPainter, now: number): void {
    this.dirty = true;
    switch (message.type) {
      case 'layout':
        this.mover = moverTo(this.mover, message.layout, message.move);
        if (this.early) this.takeFrame(this.early, now);
        return;
      case 'frame':
        this.takeFrame(message.frame, now);
        return;
      case 'palette':
        this.palette = message.palette;
        return;
      case 'words':
        this.words = message.words;
        return;
      case 'highlight':
        this.highlightKey = message.keyId;
        return;
      case 'calm':
        this.calm = message.reducedMotion;
        return;
      case 'ring':
        this.ringed = message.flights;
        return;
    }
  }

  markDirty(): void {
    this.dirty = true;
  }

  /** What texts are written in, once it is known. */
  lettering(): { palette: PainterPalette; words: PainterWords } | null {
    return this.palette && this.words ? { palette: this.palette, words: this.words } : null;
  }

  /** Moves everything on; false: nothing changed since the last painting. */
  advance(now: number): boolean {
    const elapsed = Math.min(100, this.lastAt ? now - this.lastAt : 16);
    this.lastAt = now;
    if (!this.mover || !this.frame || !this.structure || !this.playback) return false;
    const before = this.playback.shownUs;
    this.playback = advance(this.playback, now, elapsed);
    const layout = layoutAt(this.mover, sharedNow());
    const moving = this.rows.advance(layout, this.structure, this.frame, now, elapsed, this.calm);
    const changed =
      this.dirty ||
      moving ||
      this.playback.shownUs !== before ||
      progressOf(this.mover, sharedNow()) < 1 ||
      this.flights.restless(now);
    this.dirty = moving || progressOf(this.mover, sharedNow()) < 1;
    return changed;
  }

  paintOn(ctx: OffscreenCanvasRenderingContext2D, view: PaintView, now: number): void {
    const { palette, words } = this;
    const scene = this.sceneAt(now);
    if (scene && palette && words) paint({ ctx, view, palette, words }, scene);
  }

  private sceneAt(now: number): Scene | null {
    const { mover, structure, frame, index, playback, rows, flights, pulses, highlightKey, calm, ringed } =
      this;
    if (!mover || !structure || !frame || !index || !playback) return null;
    this.texts = textsFor(this.texts, frame, playback.shownUs, now, this.textsStale);
    this.textsStale = false;
    return {
      layout: layoutAt(mover, sharedNow()),
      structure,
      frame,
      index,
      rows,
      flights,
      texts: this.texts,
      pulses,
      shownUs: playback.shownUs,
      now,
      highlightKey,
      calm,
      ringed,
      transactions: this.transactions === 'awaited' ? null : this.transactions,
    };
  }

  private takeFrame(frame: Frame, now: number): void {
    this.newestStructure = frame.structure ?? this.newestStructure;
    if (this.mover && !fits(frame, this.mover.to)) {
      this.early = frame;
      return;
    }
    this.early = null;
    this.structure = this.newestStructure;
    const before = this.frame;
    const sameRows = before?.structureVersion === frame.structureVersion;
    if (frame.jumped) this.rows.forget();
    else if (before && sameRows && this.mover) this.rows.noteLeaving(before, frame, this.mover.to, now);
    if (before && sameRows) this.notePulses(before, frame, now);
    if (!sameRows || frame.jumped) this.textsStale = true;
    this.playback = withFrame(this.playback, frame, now);
    this.flights.take(frame, now);
    this.frame = frame;
    this.index = indexOf(frame.rows);
    if (!this.transactions && frame.rows.cellTxns.length > 0) void this.awaitTransactions();
  }

  private async awaitTransactions(): Promise<void> {
    this.transactions = 'awaited';
    this.transactions = await import('./paint-transactions.ts');
    this.dirty = true;
  }

  private notePulses(before: Frame, after: Frame, now: number): void {
    this.mover?.to.consumers.forEach(({ key }, consumer) => {
      const gained = after.members.session[consumer]! - before.members.session[consumer]!;
      if (gained > RENEWED && before.members.session[consumer]! >= 0) this.pulses.set(key, now);
    });
  }
}

function fits({ rows, members }: Frame, layout: Layout): boolean {
  return rows.logEnd.length === layout.rows.length && members.session.length === layout.consumers.length;
}
