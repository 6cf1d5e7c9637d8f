/** What cards are drawn from: the structure, the words, and what is made of both once for all cards. */
import type { Structure } from '../../view/structure.ts';
import type { Layout } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import type { Measure } from './fit-text.ts';
import type { RebalanceView } from './rebalance-view.ts';

export interface CardModel {
  readonly structure: Structure;
  readonly layout: Layout;
  readonly messages: SceneMessages;
  readonly rebalance: RebalanceView;
  /** What a partition is called on a chip, by row: `P0`, or `o-0` where several topics are shown. */
  readonly chipTexts: readonly string[];
  readonly measure: Measure;
}
