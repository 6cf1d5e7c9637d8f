import { moment, rateLabel } from '../../i18n/format.ts';
import { useMessages } from '../state/hooks.ts';
import { usePage } from '../state/use-page.ts';

/** `2.431 s · 1/250×`, and in a word what that rate is. */
export function Clock() {
  const { units, transport } = useMessages();
  const timeUs = usePage((page) => page.digest?.timeUs ?? 0);
  const rate = usePage((page) => page.digest?.rate ?? 0);
  const paused = usePage((page) => page.digest?.paused ?? true);
  return (
    <>
      <span className="clock-time mono">{moment(timeUs, units)}</span>
      {!paused && <span className="clock-rate mono">{rateLabel(rate)}</span>}
      <span className="clock-word">{paused ? transport.paused : wordOf(rate, transport)}</span>
    </>
  );
}

function wordOf(rate: number, words: { slowMotion: string; realTime: string; hurrying: string }): string {
  if (rate < 0.8) return words.slowMotion;
  return rate < 1.25 ? words.realTime : words.hurrying;
}
