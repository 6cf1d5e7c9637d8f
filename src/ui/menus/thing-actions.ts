/** What can be done to a thing on the stage: the same by right click, by keyboard and in the inspector. */
import type { ActionMessages } from '../../i18n/more-messages.ts';
import type { Command } from '../../scenario/scenario.ts';
import type { Selection } from '../../view/inspection.ts';
import { isMoving, rowOf } from '../../view/partition-row.ts';
import type { Structure } from '../../view/structure.ts';
import type { MenuGroups, MenuItem } from '../controls/menu.tsx';
import { isShareGroup } from '../inspector/kind-of.ts';
import type { Dialog } from '../state/choice-slice.ts';

export interface ThingHands {
  readonly act: (command: Command) => void;
  readonly open: (dialog: Dialog) => void;
  /** A consumer like the others, into this group. */
  readonly addConsumerTo: (group: string) => void;
}

export function thingActions(
  selection: Selection,
  structure: Structure,
  words: ActionMessages,
  hands: ThingHands,
): MenuGroups {
  switch (selection.kind) {
    case 'broker':
      return brokerActions(selection.id, structure, words, hands);
    case 'consumer':
      return consumerActions(selection.name, structure, words, hands);
    case 'producer':
      return producerActions(selection.name, structure, words, hands);
    case 'topic':
      return topicActions(selection.name, words, hands);
    case 'partition':
      return partitionActions(selection, structure, words, hands);
    case 'group':
      return groupActions(selection.name, isShareGroup(selection, structure), words, hands);
    case 'controller':
      return [];
  }
}

function brokerActions(
  broker: number,
  { brokers }: Structure,
  words: ActionMessages,
  { act }: ThingHands,
): MenuGroups {
  const state = brokers.find(({ id }) => id === broker)?.state;
  const remove: MenuItem = {
    label: words.unregister,
    tone: 'danger',
    disabled: state !== 'stopped',
    ...(state === 'stopped' ? {} : { hint: words.stopFirst }),
    run: () => act({ do: 'removeBroker', broker }),
  };
  const preferred: MenuItem = {
    label: words.electPreferred,
    run: () => act({ do: 'electPreferredLeaders' }),
  };
  if (state === 'stopped')
    return [[{ label: words.start, run: () => act({ do: 'startBroker', broker }) }], [preferred, remove]];
  const kill: MenuItem = {
    label: words.kill,
    hint: words.killHint,
    tone: 'danger',
    run: () => act({ do: 'stopBroker', broker, how: 'kill' }),
  };
  if (state === 'frozen')
    return [
      [{ label: words.thaw, run: () => act({ do: 'thawBroker', broker }) }, kill],
      [preferred, remove],
    ];
  return [
    [
      {
        label: words.shutDown,
        hint: words.shutDownHint,
        run: () => act({ do: 'stopBroker', broker, how: 'shutdown' }),
      },
      kill,
      { label: words.freeze, hint: words.freezeHint, run: () => act({ do: 'freezeBroker', broker }) },
    ],
    [preferred, remove],
  ];
}

function consumerActions(
  consumer: string,
  { consumers }: Structure,
  words: ActionMessages,
  { act, open }: ThingHands,
): MenuGroups {
  const card = consumers.find(({ name }) => name === consumer);
  const remove: MenuItem = {
    label: words.remove,
    tone: 'danger',
    run: () => act({ do: 'removeConsumer', consumer }),
  };
  const move: MenuItem = { label: words.moveTo, run: () => open({ kind: 'move-consumer', consumer }) };
  const moves = card?.byHand ? [] : [move];
  if (card?.idle === 'bench') return [moves, [remove]];
  if (card?.state === 'stopped')
    return [[{ label: words.start, run: () => act({ do: 'startConsumer', consumer }) }, ...moves], [remove]];
  const kill: MenuItem = {
    label: words.kill,
    hint: words.killClientHint,
    tone: 'danger',
    run: () => act({ do: 'killConsumer', consumer }),
  };
  if (card?.state === 'frozen')
    return [[{ label: words.thaw, run: () => act({ do: 'thawConsumer', consumer }) }, kill], [remove]];
  return [
    [
      ...moves,
      { label: words.close, hint: words.closeHint, run: () => act({ do: 'closeConsumer', consumer }) },
      kill,
      { label: words.freeze, hint: words.freezeHint, run: () => act({ do: 'freezeConsumer', consumer }) },
    ],
    [remove],
  ];
}

function producerActions(
  producer: string,
  structure: Structure,
  words: ActionMessages,
  hands: ThingHands,
): MenuGroups {
  const { act, open } = hands;
  const card = structure.producers.find(({ name }) => name === producer);
  // Its process is the consumer's.
  if (card?.forwards) return consumerActions(card.forwards.name, structure, words, hands);
  const remove: MenuItem = {
    label: words.remove,
    tone: 'danger',
    run: () => act({ do: 'removeProducer', producer }),
  };
  if (card?.state === 'stopped')
    return [[{ label: words.start, run: () => act({ do: 'startProducer', producer }) }], [remove]];
  const pause: MenuItem = card?.paused
    ? { label: words.resume, run: () => act({ do: 'resumeProducer', producer }) }
    : { label: words.pause, run: () => act({ do: 'pauseProducer', producer }) };
  return [
    [
      pause,
      { label: words.changeLoad, run: () => open({ kind: 'load', producer }) },
      ...(card?.transaction
        ? [{ label: words.changeTransactions, run: () => open({ kind: 'transactions', producer }) }]
        : []),
      { label: words.sendRecord, run: () => open({ kind: 'produce', producer }) },
      { label: words.replayData, run: () => open({ kind: 'data', producer, file: null }) },
    ],
    [{ label: words.kill, tone: 'danger', run: () => act({ do: 'killProducer', producer }) }, remove],
  ];
}

function groupActions(group: string, isShare: boolean, words: ActionMessages, hands: ThingHands): MenuGroups {
  const add: MenuItem = { label: words.addConsumer, run: () => hands.addConsumerTo(group) };
  // The tool for consumer groups' offsets knows of no share groups.
  if (isShare) return [[add]];
  return [
    [add],
    [
      {
        label: words.resetOffsets,
        hint: words.resetOffsetsHint,
        run: () => hands.open({ kind: 'reset-offsets', group }),
      },
    ],
  ];
}

function partitionActions(
  { topic, partition }: Extract<Selection, { kind: 'partition' }>,
  structure: Structure,
  words: ActionMessages,
  hands: ThingHands,
): MenuGroups {
  const moveReplicas: MenuItem = {
    label: words.moveReplicas,
    run: () => hands.open({ kind: 'move-replicas', topic, partition }),
  };
  const cancelMove: MenuItem = {
    label: words.cancelMove,
    run: () => hands.act({ do: 'reassignPartitions', topic, partition, replicas: null }),
  };
  const deleteRecords: MenuItem = {
    label: words.deleteRecords,
    run: () => hands.open({ kind: 'delete-records', topic, partition }),
  };
  const row = rowOf(structure, topic, partition);
  const replicas = row && isMoving(row) ? [moveReplicas, cancelMove] : [moveReplicas];
  return [[...replicas, deleteRecords], ...topicActions(topic, words, hands)];
}

function topicActions(topic: string, words: ActionMessages, { act, open }: ThingHands): MenuGroups {
  return [
    [{ label: words.addPartitions, run: () => open({ kind: 'add-partitions', topic }) }],
    [
      { label: words.electPreferred, run: () => act({ do: 'electPreferredLeaders' }) },
      { label: words.deleteTopic, tone: 'danger', run: () => act({ do: 'deleteTopic', topic }) },
    ],
  ];
}
