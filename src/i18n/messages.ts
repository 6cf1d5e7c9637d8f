/**
 * Every text that the page needs from its first moment, as a type: a catalogue that lacks one does not compile.
 * What can wait is in `more-messages.ts` and comes with the parts that show it.
 */
import type { CommandName } from '../scenario/scenario.ts';
import type { MarkAuthor, MarkKind, StepTarget } from '../view/codes.ts';
import type { LedgerCounts } from '../view/digest.ts';
import type { TimeUnits } from './format.ts';
import type { SceneTexts } from './scene.en.ts';

export type Language = 'en' | 'ko';

/** Names and numbers of a thing that happened, as the engine tells it. */
export type Params = Readonly<Record<string, string | number>>;

export interface Messages {
  readonly language: Language;
  readonly units: TimeUnits;
  readonly shell: ShellMessages;
  readonly addMenu: AddMenuMessages;
  readonly transport: TransportMessages;
  readonly timeline: TimelineMessages;
  readonly ledger: Readonly<Record<keyof LedgerCounts, CountMessages>>;
  readonly notices: NoticeMessages;
  readonly scene: SceneTexts;
}

export interface ShellMessages {
  readonly tagline: string;
  readonly skipToStage: string;
  readonly skipToDescription: string;
  readonly scenarios: string;
  readonly blankStage: string;
  readonly breadcrumb: string;
  readonly views: string;
  readonly flow: string;
  /** The name of the other language, in that language. */
  readonly otherLanguage: string;
  readonly switchLanguage: string;
  readonly darkTheme: string;
  readonly lightTheme: string;
  readonly add: string;
  readonly share: string;
  readonly whatToLookFor: string;
  readonly hidePanel: string;
  readonly showPanel: string;
  readonly inspector: string;
  readonly nothingSelected: string;
  readonly nothingSelectedHint: string;
  readonly ledger: string;
  readonly violations: (count: number) => string;
  readonly close: string;
  readonly cancel: string;
  readonly loading: string;
  readonly stage: string;
  readonly fit: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly about: string;
  readonly untitled: string;
  readonly changed: string;
  readonly dropHere: string;
}

export interface AddMenuMessages {
  readonly producer: string;
  readonly consumer: string;
  readonly topic: string;
  readonly broker: string;
  readonly record: string;
  readonly data: string;
}

export interface TransportMessages {
  readonly label: string;
  readonly play: string;
  readonly pause: string;
  readonly stepMessage: string;
  readonly stepBack: string;
  readonly stepTo: string;
  readonly restart: string;
  readonly pace: string;
  readonly paced: string;
  readonly pacedHint: string;
  readonly clock: string;
  readonly clockHint: string;
  readonly rate: string;
  readonly now: string;
  readonly slowMotion: string;
  readonly hurrying: string;
  readonly paused: string;
  readonly realTime: string;
  readonly nothingLeft: (kind: string) => string;
}

export interface TimelineMessages {
  readonly label: string;
  readonly marks: string;
  readonly fold: (length: string) => string;
  readonly goTo: (moment: string) => string;
}

export interface CountMessages {
  readonly label: string;
  readonly explained: string;
}

export interface MarkMessages {
  /** What the kind is called, in a menu. */
  readonly kinds: Readonly<Record<Exclude<StepTarget, 'message'>, string>>;
  /** What happened, as one sentence without its author. */
  readonly sentences: Readonly<Record<Exclude<MarkKind, 'action'>, (params: Params) => string>>;
  /** What was done, as the rest of a sentence that the author begins. */
  readonly actions: Readonly<Record<CommandName, (params: Params) => string>>;
  readonly by: Readonly<Record<MarkAuthor, (what: string) => string>>;
  readonly andMore: (count: number) => string;
}

/** As the engine's worker says it. */
export type RefusalCode = 'unknown-thing' | 'not-possible' | 'failed';

export interface NoticeMessages {
  readonly region: string;
  readonly dismiss: string;
  /** Why a command was not carried out; `detail` is the engine's, with names and numbers. */
  readonly refusal: Readonly<Record<RefusalCode, (detail: string) => string>>;
  readonly crashed: string;
  /** A part of the page broke, or could not be fetched. */
  readonly partBroke: (detail: string) => string;
  readonly reloadPage: string;
  readonly reload: string;
  readonly couldNotLoad: (detail: string) => string;
  readonly failed: (detail: string) => string;
  readonly unknownScenario: (id: string) => string;
}
