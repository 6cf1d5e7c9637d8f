/**
 * Patterns that consumers subscribe by. Kafka's coordinator reads them by RE2 (KIP-848), which knows neither
 * lookaround nor back references, so that no pattern takes more than linear time. Here RE2's grammar is
 * checked, in RE2/J's words, and JavaScript does the matching.
 */

/** Why a pattern is none, as RE2/J describes it; null: it is fine. */
export function topicRegexError(regex: string): string | null {
  return syntaxError(regex) ?? (compile(regex) ? null : 'invalid regular expression');
}

/** Those that the pattern fits from beginning to end. A broken pattern fits none. */
export function matchingTopics(regex: string, topics: Iterable<string>): string[] {
  const pattern = topicRegexError(regex) === null ? compile(regex) : null;
  return pattern ? [...topics].filter((topic) => pattern.test(topic)) : [];
}

function compile(regex: string): RegExp | null {
  const { flags, body } = leadingFlags(regex);
  const source = body.replaceAll('(?P<', '(?<').replaceAll('\\A', '^').replaceAll('\\z', '$');
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    return null;
  }
}

/** `(?i)` and the like at the beginning, which JavaScript has beside its patterns. */
function leadingFlags(regex: string): { readonly flags: string; readonly body: string } {
  const [whole, flags] = /^\(\?([imsU]+)\)/.exec(regex) ?? ['', ''];
  return { flags: [...new Set(flags!.replaceAll('U', ''))].join(''), body: regex.slice(whole.length) };
}

const ESCAPABLE_LETTERS = 'ABCDPQESWabdfnrstvwxpz0123456789';

function syntaxError(regex: string): string | null {
  let depth = 0;
  let repeatable = false;
  let repeated = false;
  for (let at = 0; at < regex.length; at++) {
    const character = regex[at]!;
    const before = repeated;
    repeated = false;
    switch (character) {
      case '\\': {
        const next = regex[at + 1];
        if (next === undefined) return 'trailing backslash at end of expression';
        if (/[A-Za-z1-9]/.test(next) && !isKnownEscape(next)) return 'invalid escape sequence';
        at++;
        repeatable = true;
        break;
      }
      case '[': {
        const end = endOfClass(regex, at);
        if (end < 0) return 'missing closing ]';
        at = end;
        repeatable = true;
        break;
      }
      case '(':
        if (
          regex[at + 1] === '?' &&
          !/^\(\?(:|P?<[A-Za-z_]\w*>|[imsU]*(-[imsU]+)?[:)])/.test(regex.slice(at))
        )
          return 'invalid or unsupported Perl syntax';
        depth++;
        if (regex[at + 1] === '?') at++;
        repeatable = false;
        break;
      case ')':
        if (--depth < 0) return 'unexpected )';
        repeatable = true;
        break;
      case '*':
      case '+':
      case '?':
        if (!repeatable)
          return at > 0 && regex[at - 1] === '?' && regex[at - 2] === '(' ? null : MISSING_ARGUMENT;
        if (before && character !== '?') return 'invalid nested repetition operator';
        repeated = true;
        break;
      case '|':
        repeatable = false;
        break;
      default:
        repeatable = character !== '^' || repeatable;
    }
  }
  return depth > 0 ? 'missing closing )' : null;
}

const MISSING_ARGUMENT = 'missing argument to repetition operator';

function isKnownEscape(letter: string): boolean {
  return ESCAPABLE_LETTERS.includes(letter) && !/[1-9]/.test(letter);
}

/** Where the class that begins here ends, -1: nowhere. A `]` that comes first stands for itself. */
function endOfClass(regex: string, from: number): number {
  let at = from + 1;
  if (regex[at] === '^') at++;
  if (regex[at] === ']') at++;
  for (; at < regex.length; at++) {
    if (regex[at] === '\\') at++;
    else if (regex[at] === ']') return at;
    else if (regex[at] === '[' && regex[at + 1] === ':') {
      const end = regex.indexOf(':]', at);
      if (end > 0) at = end + 1;
    }
  }
  return -1;
}
