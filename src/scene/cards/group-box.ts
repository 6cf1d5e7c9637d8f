/**
 * A group: the box around its members, and a header that names its state, generation and assignor. In a
 * rebalance the header names the phase, counts who is back, and shows how far it has come.
 */
import type { GroupCard } from '../../view/structure.ts';
import type { CardSize, GroupBox } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, place, setAttribute, setClass, setOneOf, setText } from './element.ts';
import { firstThatFits, type Measure } from './fit-text.ts';
import { createKeyed, type Keyed } from './keyed.ts';
import type { CardModel } from './model.ts';
import type { GroupView } from './rebalance-view.ts';
import { standsFor } from './things.ts';

export interface GroupItem {
  readonly card: GroupCard;
  readonly view: GroupView;
  readonly headerSize: CardSize;
  /** Of the header. */
  readonly width: number;
  readonly messages: SceneMessages;
  readonly measure: Measure;
}

export function groupItems({ structure, layout, messages, rebalance, measure }: CardModel): GroupItem[] {
  return structure.groups.map((card, index) => ({
    card,
    view: rebalance.groups[index]!,
    headerSize: layout.groups[index]?.headerSize ?? 'card',
    width: layout.groups[index]?.header.width ?? 0,
    messages,
    measure,
  }));
}

/** The box lies under ribbons and members, so it is not the header's parent. */
export function createGroupBoxes(layer: HTMLElement): Keyed<GroupItem> {
  return createKeyed(layer, {
    keyOf: ({ card }) => card.id,
    create: () => element('div', 'group-box'),
    update: (made, { card, view }) => {
      setOneOf(made, 'hue', String(card.hue));
      setClass(made, 'is-rebalancing', view.rebalancing);
      setClass(made, 'is-away', card.phase === 'coordinator-away');
    },
  });
}

export function createGroupHeaders(layer: HTMLElement): Keyed<GroupItem> {
  return createKeyed(layer, { keyOf: ({ card }) => card.id, create, update });
}

export function placeGroup(box: HTMLElement, header: HTMLElement, laid: GroupBox): void {
  place(box, laid.box);
  place(header, laid.header);
}

function create({ card }: GroupItem): HTMLElement {
  const made = element(
    'div',
    'group-header',
    element('div', 'group-name'),
    element('div', 'group-state'),
    element('div', 'group-count'),
    element('div', 'group-progress', element('div', 'group-steps'), element('span', 'group-mode')),
  );
  made.setAttribute('role', 'button');
  standsFor(made, { kind: 'group', name: card.id });
  return made;
}

function update(made: HTMLElement, item: GroupItem): void {
  const { card, view, headerSize, messages } = item;
  const [name, state, count, progress] = made.children;
  const phase = phaseText(item);
  setOneOf(made, 'hue', String(card.hue));
  setOneOf(made, 'size', headerSize);
  setClass(made, 'is-rebalancing', view.rebalancing);
  setClass(made, 'is-away', card.phase === 'coordinator-away');
  setText(name!, card.id);
  setText(count!, view.back ? `${view.back.done}/${view.back.all}` : '');
  setText(state!, stateText(item));
  drawSteps(progress!.firstElementChild as HTMLElement, view);
  setText(progress!.lastElementChild!, view.rebalancing && card.countedIn === 'generation' ? card.mode : '');
  setAttribute(
    made,
    'title',
    `${card.isShare ? `${messages.shareGroup} · ` : ''}${card.state} · ${generationText(item)} · ${card.assignor}`,
  );
  setAttribute(
    made,
    'aria-label',
    messages.spoken.group({
      id: card.id,
      isShare: card.isShare,
      state: card.state,
      phase,
      generation: generationText(item),
      members: card.memberCount,
    }),
  );
}

function generationText({ card, messages }: GroupItem): string {
  return messages.countedIn[card.countedIn](card.generation);
}

/** In full, for those who hear it. */
function phaseText({ card, view, messages }: GroupItem): string {
  const { back, moving } = view;
  const name = messages.phase[card.phase];
  if (back) return `${name}, ${messages.back(back.done, back.all)}`;
  return moving > 0 && card.mode === 'cooperative' ? `${name}, ${messages.moving(moving)}` : name;
}

function stateText(item: GroupItem): string {
  const { card, view, headerSize, width, messages, measure } = item;
  const fitting = (texts: readonly string[]): string =>
    firstThatFits(measure, 'detail', headerSize === 'card' ? width + 2 : width * 0.6, texts);
  if (view.rebalancing || card.phase === 'coordinator-away') return messages.phase[card.phase];
  const state = card.isShare ? `${messages.shareGroup} · ${card.state}` : card.state;
  const generation = `${state} · ${generationText(item)}`;
  const members = messages.members(card.memberCount);
  return headerSize === 'card'
    ? fitting([
        `${generation} · ${card.assignor}`,
        generation,
        state,
        card.isShare ? messages.shareGroup : state,
      ])
    : fitting([`${state} · ${members}`, members]);
}

/** A dash for each phase: done, under way, to come. */
function drawSteps(target: HTMLElement, { step, steps }: GroupView): void {
  const drawn = step === 0 ? '' : `${step}/${steps}`;
  if (target.dataset.drawn === drawn) return;
  target.dataset.drawn = drawn;
  const kindOf = (at: number): string => (at < step ? 'done' : at === step ? 'now' : 'next');
  target.replaceChildren(
    ...Array.from({ length: step === 0 ? 0 : steps }, (_, at) => element('i', `step is-${kindOf(at + 1)}`)),
  );
}
