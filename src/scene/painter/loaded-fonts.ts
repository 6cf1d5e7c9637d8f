/** The page's fonts, in the worker. */
import type { FontFile } from '../painter-fonts.ts';

declare const self: DedicatedWorkerGlobalScope;

const known = new Set<string>();

/** Makes the files known; each loads when a text needs it. `changed` is called when one has come. */
export function addFonts(files: readonly FontFile[], changed: () => void): void {
  for (const { family, source, weight, style, unicodeRange } of files) {
    const key = `${family} ${weight} ${style} ${unicodeRange}`;
    if (known.has(key)) continue;
    known.add(key);
    self.fonts.add(new FontFace(family, source, { weight, style, unicodeRange }));
  }
  self.fonts.addEventListener('loadingdone', changed);
}

/** Asks for the files that these texts need. */
export async function loadFontsFor(fonts: readonly string[], text: string): Promise<void> {
  await Promise.allSettled(fonts.map((font) => self.fonts.load(font, text)));
}
