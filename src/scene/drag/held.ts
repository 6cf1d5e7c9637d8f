/**
 * A consumer in the hand, by pointer or by keyboard: a ghost of its card, its place left empty, and the places
 * where it can be dropped lit up.
 */
import type { DropTarget, Intent } from '../../view/intent.ts';
import type { Structure } from '../../view/structure.ts';
import type { Cards } from '../cards/cards.ts';
import { setClass } from '../cards/element.ts';
import type { Box, Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { dropTargets, isSameTarget, type PlacedTarget, targetName } from './drop-targets.ts';
import { createGhost, type Ghost } from './ghost.ts';

/** What drags need of the stage. */
export interface DragStage {
  readonly cards: Cards;
  readonly overlay: HTMLElement;
  structure(): Structure | null;
  layout(): Layout;
  messages(): SceneMessages;
  intend(intent: Intent): void;
  announce(words: string): void;
  /** The card is where it was dropped until the cluster answers. */
  settle(consumer: string, at: Box): void;
}

export interface Held {
  /** Null: a new one, from the tray. */
  readonly consumer: string | null;
  readonly name: string;
  readonly ghost: Ghost;
  targets(): PlacedTarget[];
  over(): DropTarget | null;
  hover(target: DropTarget | null): void;
  drop(): void;
  cancel(): void;
}

export function pickUp(stage: DragStage, card: HTMLElement): Held | null {
  const consumer = card.dataset.consumer ?? null;
  const structure = stage.structure();
  if (!structure) return null;
  const box = boxOf(stage, consumer);
  const ghost = createGhost(stage.overlay, card, box);
  const name = consumer ?? stage.messages().newConsumer;
  let over: DropTarget | null = null;
  setClass(card, 'is-lifted', true);

  const targets = (): PlacedTarget[] => dropTargets(stage.structure() ?? structure, stage.layout(), consumer);
  const showTargets = (on: boolean): void => {
    for (const { target } of targets()) {
      const lit = elementOf(stage.cards, target);
      if (!lit) continue;
      setClass(lit, 'is-target', on);
      setClass(lit, 'is-over', on && over !== null && isSameTarget(target, over));
    }
  };
  const putDown = (): void => {
    showTargets(false);
    setClass(card, 'is-lifted', false);
    ghost.remove();
  };
  showTargets(true);

  return {
    consumer,
    name,
    ghost,
    targets,
    over: () => over,
    hover(target) {
      if (over === target || (over && target && isSameTarget(over, target))) return;
      over = target;
      showTargets(true);
    },
    drop() {
      const to = over;
      if (!to) {
        this.cancel();
        return;
      }
      putDown();
      if (consumer !== null) stage.settle(consumer, ghost.box());
      stage.intend(
        consumer === null ? { type: 'add-consumer', to } : { type: 'move-consumer', consumer, to },
      );
      const messages = stage.messages();
      stage.announce(messages.spoken.dropped({ name, target: targetName(to, messages) }));
    },
    cancel() {
      putDown();
      stage.announce(stage.messages().spoken.cancelled(name));
    },
  };
}

function boxOf(stage: DragStage, consumer: string | null): Box {
  const layout = stage.layout();
  const index = stage.structure()?.consumers.findIndex(({ name }) => name === consumer) ?? -1;
  return layout.consumers[index]?.box ?? layout.tray;
}

function elementOf(cards: Cards, target: DropTarget): HTMLElement | undefined {
  if (target.kind === 'group') return cards.group(target.id);
  return target.kind === 'new-group' ? cards.slot : cards.bench;
}

export function centredOn(box: Box, point: Point): Box {
  return { ...box, x: point.x - box.width / 2, y: point.y - box.height / 2 };
}
