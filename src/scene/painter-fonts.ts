/**
 * A worker does not see the page's @font-face rules: the page reads them from its stylesheets and the worker
 * loads the same files. Faces load only for the letters written, as in the page.
 */
export interface FontFile {
  readonly family: string;
  /** `url(…) format(…)`, with an absolute address. */
  readonly source: string;
  readonly weight: string;
  readonly style: string;
  readonly unicodeRange: string;
}

export function fontFilesOf(page: Document): FontFile[] {
  return [...page.styleSheets].flatMap((sheet) =>
    rulesOf(sheet).flatMap((rule) => fontFileOf(rule, sheet, page)),
  );
}

function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // another origin's
  }
}

function fontFileOf(rule: CSSRule, sheet: CSSStyleSheet, page: Document): FontFile[] {
  if (!(rule instanceof CSSFontFaceRule)) return [];
  const read = (name: string, otherwise: string): string => rule.style.getPropertyValue(name) || otherwise;
  const base = sheet.href ?? page.baseURI;
  const source = read('src', '').replace(
    /url\((['"]?)([^'")]+)\1\)/g,
    (_, _quote: string, address: string) => `url("${new URL(address, base).href}")`,
  );
  return [
    {
      family: read('font-family', '').replace(/^['"]|['"]$/g, ''),
      source,
      weight: read('font-weight', 'normal'),
      style: read('font-style', 'normal'),
      unicodeRange: read('unicode-range', 'U+0-10FFFF'),
    },
  ];
}
