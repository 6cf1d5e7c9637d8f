/** Numbers and times as the stage writes them: pure, without locales, the same in page and worker. */
import { fillIn, type PainterWords } from './painter-words.ts';

type Units = Pick<PainterWords, 'seconds' | 'minutes' | 'hours' | 'days'>;

/** `9 s`, `1.5 s` below ten seconds only while it is under two, `4 min`, `3 h`, `7 d`: one unit. Short ones are
 * rounded up, so that they reach 0 when it is over; long ones to the nearest. */
export function shortDuration(ms: number, units: Units): string {
  if (ms <= 0) return fillIn(units.seconds, { n: 0 });
  if (ms < 2000) return fillIn(units.seconds, { n: (Math.ceil(ms / 100) / 10).toFixed(1) });
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return fillIn(units.seconds, { n: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return fillIn(units.minutes, { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? fillIn(units.hours, { n: hours }) : fillIn(units.days, { n: Math.round(hours / 24) });
}
