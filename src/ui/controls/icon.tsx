/** The page's icons: lines on a 20 × 20 grid; a part that is filled says so. */

const PATHS = {
  play: [['M6 4.2v11.6L15.5 10z', true]],
  pause: [
    ['M6 4.5h2.6v11H6z', true],
    ['M11.4 4.5H14v11h-2.6z', true],
  ],
  step: [
    ['M5 4.8v10.4L12.5 10z', false],
    ['M15 4.5v11', false],
  ],
  back: [
    ['M15 4.8v10.4L7.5 10z', false],
    ['M5 4.5v11', false],
  ],
  restart: [
    ['M4.5 10a5.5 5.5 0 1 0 1.9-4.2', false],
    ['M4.2 3.4v3.2h3.2', false],
  ],
  next: [
    ['M4 5v10l5.5-5z', false],
    ['M10 5v10l5.5-5z', false],
    ['M17 4.5v11', false],
  ],
  chevron: [['m6 8 4 4 4-4', false]],
  plus: [['M10 4.5v11M4.5 10h11', false]],
  share: [
    ['M8.2 8.9 12 6.6M8.2 11.1l3.8 2.3', false],
    [
      'M6 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6ZM14.2 3.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6ZM14.2 12.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6Z',
      false,
    ],
  ],
  sun: [
    ['M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4Z', false],
    [
      'M10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M4.7 15.3l1.1-1.1M14.2 5.8l1.1-1.1',
      false,
    ],
  ],
  moon: [['M16.2 11.8A6.7 6.7 0 0 1 8.2 3.8a6.7 6.7 0 1 0 8 8Z', false]],
  grid: [['M4 4h4.7v4.7H4zM11.3 4H16v4.7h-4.7zM4 11.3h4.7V16H4zM11.3 11.3H16V16h-4.7z', false]],
  close: [['m5.5 5.5 9 9M14.5 5.5l-9 9', false]],
  panel: [
    ['M3.5 4.5h13v11h-13z', false],
    ['M8 4.5v11', false],
  ],
  fit: [['M4 7.5V4h3.5M12.5 4H16v3.5M16 12.5V16h-3.5M7.5 16H4v-3.5', false]],
  minus: [['M4.5 10h11', false]],
  search: [
    ['M9 3.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 9 3.8Z', false],
    ['m12.8 12.8 3.6 3.6', false],
  ],
  file: [
    ['M5 3.5h6.5L15 7v9.5H5z', false],
    ['M11.3 3.7V7.2H15', false],
  ],
  copy: [
    ['M7.5 7.5h8v8h-8z', false],
    ['M12.5 7.5v-3h-8v8h3', false],
  ],
  check: [['m4.5 10.5 3.7 3.7 7.3-8', false]],
  warning: [
    ['M10 3.8 17 16H3z', false],
    ['M10 8.3v3.5M10 13.8v.2', false],
  ],
} satisfies Record<string, readonly (readonly [string, boolean])[]>;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {PATHS[name].map(([d, solid]) => (
        <path key={d as string} d={d as string} {...(solid ? { 'data-solid': '' } : {})} />
      ))}
    </svg>
  );
}
