/** Topics and their rows, from top to bottom. */
import type { Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import type { Column } from './columns.ts';
import type { LaneBox, RowBox, TopicBox } from './layout.ts';
import type { RowMetrics } from './row-metrics.ts';

export interface RowsPlace {
  readonly labels: Column;
  readonly tapes: Column;
  readonly top: number;
  /** Labels lie above their tapes instead of beside them. */
  readonly labelsAbove: boolean;
  /** Lines run along the stage's sides, and swing out no further than this; absent: across the stage. */
  readonly gutter?: number;
}

export interface LaidRows {
  readonly topics: TopicBox[];
  readonly rows: RowBox[];
  readonly bottom: number;
}

/** Width of the block at the end of a strip that shows its lag. */
const EDGE = 18;
const LABEL_ABOVE = 19;
/** What is left over of a tall row goes below it, so that a topic's first row stays near its heading. */
const MOST_ABOVE = 22;

export function heightOfRows(structure: Structure, metrics: RowMetrics): number {
  const { heading, topicGap, pitch } = metrics;
  const topics = structure.topics.length;
  return topics * heading + Math.max(0, topics - 1) * topicGap + structure.rows.length * pitch;
}

export function layRows(structure: Structure, metrics: RowMetrics, place: RowsPlace): LaidRows {
  const topics: TopicBox[] = [];
  const rows: RowBox[] = [];
  const { x } = place.labels;
  const width = place.tapes.x + place.tapes.width - x;
  let y = place.top;
  structure.topics.forEach((topic, index) => {
    const top = y;
    y += metrics.heading;
    const lanes = groupsReading(structure, index);
    for (let partition = 0; partition < topic.partitions; partition++) {
      rows.push(rowBox(`${topic.name}-${partition}`, partition, y, lanes, metrics, place));
      y += metrics.pitch;
    }
    topics.push({
      key: topic.name,
      heading: { x, y: top, width, height: metrics.heading - 4 },
      box: { x, y: top, width, height: y - top },
    });
    y += metrics.topicGap;
  });
  return { topics, rows, bottom: y - metrics.topicGap };
}

export function groupsReading(structure: Structure, topic: number): number[] {
  return structure.groups.flatMap((group, index) => (group.topics.includes(topic) ? [index] : []));
}

function rowBox(
  key: string,
  partition: number,
  top: number,
  groups: readonly number[],
  metrics: RowMetrics,
  place: RowsPlace,
): RowBox {
  const { labels, tapes, labelsAbove } = place;
  const { pitch, captions, tape: tapeHeight, laneHeight, level } = metrics;
  const above = labelsAbove ? LABEL_ABOVE : 0;
  const lanesHeight = groups.length * laneHeight;
  const content = above + captions + tapeHeight + lanesHeight;
  const start = top + Math.max(0, Math.min((pitch - content) / 2, MOST_ABOVE));
  const tape: Box = {
    x: tapes.x,
    y: Math.round(start + above + captions),
    width: tapes.width,
    height: tapeHeight,
  };
  const middle = tape.y + tape.height / 2;
  const x = labelsAbove ? tapes.x : labels.x;
  const reach = place.gutter ? { reach: place.gutter } : {};
  return {
    key,
    box: { x, y: top, width: tapes.x + tapes.width - x, height: pitch },
    label: labelBox(partition, top, middle, metrics, place, start),
    labelForm: labelsAbove ? 'line' : metrics.labelForm,
    tape,
    captions: captions ? { ...tape, y: tape.y - captions, height: captions } : null,
    lanes: level === 'strips' ? edgeLanes(groups, tape) : lanesBelow(groups, tape, metrics),
    in: { x: x - 5, y: middle, dx: -1, dy: 0, ...reach },
    out: { x: tapes.x + tapes.width + (place.gutter ? 1 : 5), y: middle, dx: 1, dy: 0, ...reach },
  };
}

function labelBox(
  partition: number,
  top: number,
  middle: number,
  metrics: RowMetrics,
  { labels, tapes, labelsAbove }: RowsPlace,
  start: number,
): Box | null {
  if (partition % metrics.labelEvery !== 0) return null;
  if (labelsAbove) return { x: tapes.x, y: Math.round(start), width: tapes.width, height: LABEL_ABOVE - 1 };
  const height = metrics.labelHeight;
  const highest = top;
  const lowest = top + metrics.pitch * metrics.labelEvery - height;
  const y = Math.max(highest, Math.min(lowest, middle - height / 2));
  return { x: labels.x, y: Math.round(y * 2) / 2, width: labels.width, height };
}

function lanesBelow(groups: readonly number[], tape: Box, { laneHeight, laneTexts }: RowMetrics): LaneBox[] {
  return groups.map((group, index) => ({
    group,
    box: {
      x: tape.x,
      y: tape.y + tape.height + index * laneHeight + 1,
      width: tape.width,
      height: laneHeight,
    },
    texts: laneTexts,
  }));
}

/** In a strip lag is a block at the tape's end, shared by the groups. */
function edgeLanes(groups: readonly number[], tape: Box): LaneBox[] {
  const width = EDGE / Math.max(1, groups.length);
  return groups.map((group, index) => ({
    group,
    box: {
      x: tape.x + tape.width - EDGE + index * width,
      y: tape.y,
      width: Math.max(1, width - 1),
      height: tape.height,
    },
    texts: false,
  }));
}
