/** What the product is, at a glance: records on their way. The labels are Kafka's own, the same in every language. */
import { useMore } from '../state/use-more.ts';

const PRODUCERS = [
  { name: 'checkout', rate: '6 rec/s', y: 84 },
  { name: 'mobile', rate: '6 rec/s', y: 184 },
];
const ROWS = [
  { y: 66, keys: '0444444222200200623332', caret: 300 },
  { y: 144, keys: '62222004000666666666666', caret: 334 },
  { y: 222, keys: '4000666666666666664', caret: 317 },
];
const MEMBERS = [88, 136, 184];
const GROUP_X = 428;

export function HeroPicture() {
  const { library } = useMore();
  return (
    <svg className="hero-picture" viewBox="0 0 560 306" role="img" aria-label={library.picture}>
      <rect className="hero-frame" x="1" y="1" width="558" height="304" rx="14" />
      {PRODUCERS.flatMap(({ y }) =>
        ROWS.map((row) => (
          <path
            key={`${y} ${row.y}`}
            className="hero-line"
            d={`M112 ${y}C132 ${y} 116 ${row.y} 136 ${row.y}`}
          />
        )),
      )}
      <rect className="hero-group" x={GROUP_X} y="34" width="124" height="200" rx="12" />
      <text className="hero-group-name" x={GROUP_X + 14} y="58">
        billing
      </text>
      {ROWS.map(({ y, keys, caret }, row) => (
        <g key={y}>
          <path id={`hero-ribbon-${row}`} className="ribbon group-0" d={ribbonTo(row)} />
          <text className="hero-strong" x="140" y={y + 5}>{`P${row}`}</text>
          <rect className="hero-tape" x="164" y={y - 17} width="218" height="34" rx="6" />
          {cellsOf(keys).map(({ key, x }) => (
            <rect key={x} className={`key-${key}`} x={x} y={y - 9} width="7.4" height="18" rx="2" />
          ))}
          <path className="hero-caret" d={`M${caret} ${y + 23}l-5 8h10z`} />
        </g>
      ))}
      {PRODUCERS.map(({ name, rate, y }) => (
        <g key={name}>
          <rect className="hero-card" x="20" y={y - 28} width="92" height="56" rx="9" />
          <text className="hero-strong" x="33" y={y - 4}>
            {name}
          </text>
          <text className="hero-faint" x="33" y={y + 14}>
            {rate}
          </text>
        </g>
      ))}
      {MEMBERS.map((y, index) => (
        <g key={y}>
          <rect className="hero-card" x={GROUP_X + 10} y={y - 18} width="104" height="36" rx="8" />
          <text className="hero-strong" x={GROUP_X + 24} y={y + 5}>{`Consumer ${index + 1}`}</text>
        </g>
      ))}
      <Movers />
    </svg>
  );
}

function cellsOf(keys: string): { key: string; x: number }[] {
  return [...keys].map((key, index) => ({ key, x: 169 + index * 9 }));
}

function ribbonTo(row: number): string {
  const from = ROWS[row]?.y ?? 0;
  const to = MEMBERS[row] ?? 0;
  return `M384 ${from}C412 ${from} 408 ${to} ${GROUP_X + 10} ${to}`;
}

const MOVERS = [
  { key: 0, path: 'M112 84C132 84 116 66 136 66', begin: 2 },
  { key: 4, path: 'M112 184C132 184 116 144 136 144', begin: 0.7 },
  { key: 6, path: 'M112 184C132 184 116 222 136 222', begin: 1.5 },
  { key: 2, path: ribbonTo(0), begin: 0.4 },
  { key: 6, path: ribbonTo(1), begin: 1.1 },
  { key: 0, path: ribbonTo(2), begin: 1.9 },
];

/** Hidden where motion is not wanted. */
function Movers() {
  return (
    <g className="hero-movers">
      {MOVERS.map(({ key, path, begin }) => (
        <rect key={path} className={`key-${key}`} x="-4" y="-6" width="8" height="12" rx="2">
          <animateMotion
            path={path}
            dur="2.4s"
            begin={`-${begin}s`}
            repeatCount="indefinite"
            calcMode="spline"
            keyTimes="0;1"
            keySplines="0.4 0 0.4 1"
          />
        </rect>
      ))}
    </g>
  );
}
