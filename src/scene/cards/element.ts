/** Small hands for the DOM: nothing is written that is already so. */
import type { Box } from '../geometry.ts';

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setAttribute(target: Element, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

export function setClass(target: Element, name: string, on: boolean): void {
  if (target.classList.contains(name) !== on) target.classList.toggle(name, on);
}

/** One class of several, such as `hue-0` … `hue-3`. */
export function setOneOf(target: HTMLElement, attribute: string, value: string): void {
  if (target.dataset[attribute] !== value) target.dataset[attribute] = value;
}

const placed = new WeakMap<Element, string>();

export function place(target: HTMLElement, { x, y, width, height }: Box): void {
  const now = `${x},${y},${width},${height}`;
  if (placed.get(target) === now) return;
  placed.set(target, now);
  target.style.transform = `translate(${x}px, ${y}px)`;
  target.style.width = `${width}px`;
  target.style.height = `${height}px`;
}
