/**
 * The real data sets that a producer can replay. Only what is known about each is here; the rows are files in
 * `public/data/`, fetched when they are wanted. Where they come from is told in `public/data/README.md`.
 */
import type { LocalText } from '../scenario.ts';

export interface Dataset {
  readonly id: string;
  /** Beside the page: relative to its address. */
  readonly url: string;
  readonly title: LocalText;
  readonly keyColumn: string;
  readonly timeColumn: string;
  readonly rows: number;
  readonly licence: string;
  readonly source: string;
}

export const DATASETS: readonly Dataset[] = [
  {
    id: 'birdstrikes',
    url: 'data/birdstrikes.csv',
    title: { en: 'Bird strikes by airline', ko: '항공사별 조류 충돌' },
    keyColumn: 'airline',
    timeColumn: 'date',
    rows: 10_000,
    licence: 'U.S. Government work, public domain',
    source: 'FAA Wildlife Strike Database, through vega-datasets 3.2.1',
  },
  {
    id: 'earthquakes',
    url: 'data/earthquakes.csv',
    title: { en: 'Earthquakes by seismic network', ko: '관측망별 지진' },
    keyColumn: 'network',
    timeColumn: 'time',
    rows: 1_707,
    licence: 'U.S. public domain',
    source: 'USGS Earthquake Hazards Program, through vega-datasets 3.2.1',
  },
];

export const datasetIds: readonly string[] = DATASETS.map(({ id }) => id);
