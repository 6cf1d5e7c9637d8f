/** Where texts and controls stand on the screen, and which of them lie over each other. */
import type { Page } from '@playwright/test';
import type { Rect } from './in-page.ts';

export interface Placed extends Rect {
  readonly text: string;
  /** Lines of one text, and what an ellipsis leaves of it, don't lie over each other. */
  readonly of: number;
}

/** Each line of every text that can be seen within the element: the box of its ink, as far as it can be seen. */
export function textsIn(page: Page, selector: string): Promise<Placed[]> {
  return page.locator(selector).evaluate((root) => {
    const found: { text: string; of: number; x: number; y: number; width: number; height: number }[] = [];
    const pen = document.createElement('canvas').getContext('2d')!;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let of = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement!;
      if (text === '' || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        continue;
      of++;
      pen.font = getComputedStyle(parent).font;
      const ink = pen.measureText(text);
      const whole = ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent;
      const above = (ink.fontBoundingBoxAscent - ink.actualBoundingBoxAscent) / whole;
      const inked = (ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent) / whole;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { x, y, width, height } of range.getClientRects()) {
        const box = { x, y: y + above * height, width, height: inked * height };
        const seen = window.visiblePart(box, parent);
        if (seen.width > 0.5 && seen.height > 0.5) found.push({ text, of, ...seen });
      }
    }
    return found;
  });
}

/** Links, buttons and sliders of the header, the footer and over the stage, as far as they can be seen. */
export function controlsOf(page: Page): Promise<Placed[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      '.header :is(a, button), .stage-footer :is(button, [role=slider]), .description-opener, .stage-controls button',
    );
    return [...controls].flatMap((control, of) => {
      const seen = window.visiblePart(control.getBoundingClientRect(), control);
      if (!control.checkVisibility({ visibilityProperty: true }) || seen.width * seen.height < 4) return [];
      return [{ text: control.getAttribute('aria-label') ?? control.textContent ?? '', of, ...seen }];
    });
  });
}

/** Pairs that share more than half a pixel both ways. */
export function overlaps(boxes: readonly Placed[]): string[] {
  const byTop = [...boxes].sort((a, b) => a.y - b.y);
  const found: string[] = [];
  for (const [at, box] of byTop.entries()) {
    for (const other of byTop.slice(at + 1)) {
      if (other.y >= box.y + box.height) break;
      if (box.of === other.of) continue;
      const across = Math.min(box.x + box.width, other.x + other.width) - Math.max(box.x, other.x);
      const down = Math.min(box.y + box.height, other.y + other.height) - Math.max(box.y, other.y);
      if (across > 0.5 && down > 0.5) found.push(`${box.text} / ${other.text}`);
    }
  }
  return found;
}
