/** What the browser keeps for us between visits. It may refuse (private windows, blocked storage): then nothing is kept. */

const PREFIX = 'kafkascope.';

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The choice holds for this visit.
  }
}
