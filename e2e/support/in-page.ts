/** What tests need within the page. It is handed over as text: nothing from outside of the function is there. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

declare global {
  interface Window {
    /** Everything that the live region has said. */
    spokenWords: string[];
    /** What can be seen of a box that belongs to an element: ancestors cut off what flows over them. */
    visiblePart: (box: Rect, element: Element) => Rect;
  }
}

export function installInPage(): void {
  window.spokenWords = [];
  const hear = (): void => {
    const words = document.querySelector('.visually-hidden[role="status"]')?.textContent ?? '';
    if (words !== '' && words !== window.spokenWords.at(-1)) window.spokenWords.push(words);
  };
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });

  window.visiblePart = ({ x, y, width, height }, element) => {
    let [left, top, right, bottom] = [x, y, x + width, y + height];
    for (let box: Element | null = element; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'visible') continue;
      const clip = box.getBoundingClientRect();
      left = Math.max(left, clip.left);
      top = Math.max(top, clip.top);
      right = Math.min(right, clip.right);
      bottom = Math.min(bottom, clip.bottom);
    }
    return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
  };
}
