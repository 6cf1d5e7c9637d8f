/**
 * Where everything is, in world coordinates. Lists run parallel to the structure's lists of the same name, and
 * each entry has a `key` that stays with the thing when indexes shift, so that motion can follow it.
 */
import type { RowInfo } from '../../view/structure.ts';
import type { Anchor, Box } from '../geometry.ts';

/**
 * How much of a row there is room for: every record a cell with texts around it; compact rows; strips of colour;
 * or a matrix of partitions.
 */
export type Level = 'cells' | 'compact' | 'strips' | 'matrix';

/** How much of a card there is room for: several lines, one line, or a bar without text. */
export type CardSize = 'card' | 'line' | 'bar';

/** Name, leader and replicas' dots below each other; the same in one line; or the name alone. */
export type LabelForm = 'full' | 'line' | 'name';

/** What a column or section is headed with. */
export type HeadingName = 'producers' | 'topics' | 'groups' | 'brokers';

export interface Layout {
  readonly level: Level;
  /** Size of the world; its top left corner is (0, 0). */
  readonly width: number;
  readonly height: number;
  /** Across: producers, topics, groups from left to right. Down: the same from top to bottom, for a phone. */
  readonly flow: 'across' | 'down';
  /** Null where a heading would be in the way. */
  readonly headings: Readonly<Record<HeadingName, Box | null>>;
  readonly producers: readonly ProducerBox[];
  readonly topics: readonly TopicBox[];
  readonly rows: readonly RowBox[];
  readonly groups: readonly GroupBox[];
  readonly consumers: readonly ConsumerBox[];
  /** Consumers outside of any group lie here; a drop target. */
  readonly bench: Box;
  /** Where the bench's caption goes. */
  readonly benchLabel: Box;
  /** Dropping a consumer here makes a new group. */
  readonly newGroupSlot: Box;
  /** A new consumer is dragged from here. */
  readonly tray: Box;
  readonly brokers: readonly BrokerBox[];
  /** Width of one record on a tape; below 1 several records share a pixel. */
  readonly cellWidth: number;
  /** Records that a tape has room for. */
  readonly cellsPerRow: number;
}

export interface ProducerBox {
  readonly key: string;
  readonly box: Box;
  readonly size: CardSize;
  readonly out: Anchor;
  /** Where the painter draws its batches; null: no room. */
  readonly batches: Box | null;
}

export interface TopicBox {
  readonly key: string;
  /** Name and facts of the topic; null in a matrix of many topics where there is no room. */
  readonly heading: Box | null;
  /** Heading and rows together. */
  readonly box: Box;
}

export interface RowBox {
  readonly key: string;
  /** Label, tape, and all that belongs to them: what a pointer hits and a focus ring surrounds. */
  readonly box: Box;
  /** Room for "P0", its broker and its replicas' dots; null: rows are too thin. */
  readonly label: Box | null;
  readonly labelForm: LabelForm;
  readonly tape: Box;
  /** Room above the tape for the segments' texts and the high watermark's; null: none. */
  readonly captions: Box | null;
  /** One for each group that reads the topic. */
  readonly lanes: readonly LaneBox[];
  /** Where producers' lines end, and where groups' ribbons begin. */
  readonly in: Anchor;
  readonly out: Anchor;
}

export interface LaneBox {
  /** Index into the structure's groups. */
  readonly group: number;
  readonly box: Box;
  /** Whether name and numbers fit. */
  readonly texts: boolean;
}

export interface GroupBox {
  readonly key: string;
  readonly box: Box;
  readonly header: Box;
  /** 'card': name, state and generation on lines of their own; 'line': one line; 'bar': name and count of members. */
  readonly headerSize: CardSize;
  /** Where its requests come from when no member is named. */
  readonly in: Anchor;
}

export interface ConsumerBox {
  readonly key: string;
  readonly box: Box;
  readonly size: CardSize;
  /** Index of its group, or 'bench'. */
  readonly place: number | 'bench';
  readonly in: Anchor;
  /** Where the painter draws its heartbeat ring: a square; null: no room. */
  readonly ring: Box | null;
}

export interface BrokerBox {
  readonly key: string;
  readonly box: Box;
  readonly size: CardSize;
  readonly in: Anchor;
}

export interface StageSize {
  readonly width: number;
  readonly height: number;
}

/** The kinds of text whose width the layout asks for. */
export type TextRole = 'title' | 'name' | 'detail' | 'small' | 'number';

export interface LayoutOptions {
  /** Width of a text in px, in the font and size of its role. */
  readonly measure: (text: string, role: TextRole) => number;
  /** What stands below a partition's name: its leader, "broker 2" or "offline". */
  readonly leaderText: (row: RowInfo) => string;
}
