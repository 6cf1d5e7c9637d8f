/** Texts of the parts that come after the first frame: the inspector, dialogs, the library, errors. */
import type { MalformedReason } from '../scenario/data/table.ts';
import type { ScenarioError } from '../scenario/errors.ts';
import type { LinkError } from '../scenario/link.ts';
import type { GroupPhase, IdleReason } from '../view/codes.ts';
import type { ConfigLine, ExplanationCode, FactCode, Selection } from '../view/inspection.ts';
import type { BrokerState, ClientState } from '../view/structure.ts';
import type { DescribedMessages } from './described-messages.ts';
import type { DialogMessages } from './dialog-messages.ts';
import type { Params } from './messages.ts';

export interface MoreMessages {
  readonly things: Readonly<Record<Selection['kind'] | 'share-group', string>>;
  readonly states: StateMessages;
  readonly facts: Readonly<Record<FactCode, string>>;
  readonly explanations: Readonly<Record<ExplanationCode, (params: Params) => string>>;
  readonly inspector: InspectorMessages;
  readonly record: RecordMessages;
  readonly actions: ActionMessages;
  readonly dialogs: DialogMessages;
  readonly share: ShareMessages;
  readonly library: LibraryMessages;
  readonly described: DescribedMessages;
  readonly errors: ErrorMessages;
}

export interface StateMessages {
  readonly broker: Readonly<Record<BrokerState, string>>;
  readonly client: Readonly<Record<ClientState, string>>;
  readonly phase: Readonly<Record<GroupPhase, string>>;
  readonly idle: Readonly<Record<IdleReason, string>>;
}

export interface InspectorMessages {
  readonly why: string;
  readonly facts: string;
  readonly changedConfigs: string;
  readonly allDefault: string;
  readonly allConfigs: string;
  readonly search: string;
  readonly noMatch: (text: string) => string;
  readonly notSimulated: (name: string) => string;
  readonly byDefault: (value: string) => string;
  readonly value: string;
  readonly apply: string;
  readonly resetToDefault: string;
  readonly edit: (name: string) => string;
  readonly takesEffect: Readonly<Record<ConfigLine['takesEffect'], string>>;
  readonly scope: Readonly<Record<ConfigLine['scope'], string>>;
  readonly gone: string;
  readonly nothing: string;
  readonly processing: string;
  readonly processingHint: string;
  readonly perRecord: (ms: string) => string;
  readonly overview: string;
  readonly overviewHint: string;
}

export interface RecordMessages {
  readonly title: (topic: string, partition: number, offset: number) => string;
  readonly key: string;
  readonly noKey: string;
  readonly value: string;
  readonly tombstone: string;
  readonly size: string;
  readonly timestamp: string;
  readonly producer: string;
  readonly partition: string;
  readonly byKey: (hash: number, partitions: number, partition: number) => string;
  readonly sticky: string;
  readonly explicit: string;
  readonly notCommitted: string;
  readonly transaction: string;
  /** `orders-tx, aborted`; null: whose it is, is not known. */
  readonly ofTransaction: (id: string | null, state: 'open' | 'aborted' | 'committed') => string;
  readonly inOpenTransaction: string;
  readonly inAbortedTransaction: string;
  readonly marker: string;
  readonly producerId: string;
  readonly idAndEpoch: (id: number, epoch: number) => string;
  readonly coordinatorEpoch: string;
  readonly markerNote: string;
  readonly gone: string;
}

export interface ActionMessages {
  readonly menu: (thing: string) => string;
  readonly kill: string;
  readonly killHint: string;
  readonly shutDown: string;
  readonly shutDownHint: string;
  readonly start: string;
  readonly freeze: string;
  readonly freezeHint: string;
  readonly thaw: string;
  readonly unregister: string;
  readonly stopFirst: string;
  readonly close: string;
  readonly closeHint: string;
  readonly killClientHint: string;
  readonly moveTo: string;
  readonly remove: string;
  readonly pause: string;
  readonly resume: string;
  readonly sendRecord: string;
  readonly changeLoad: string;
  readonly changeTransactions: string;
  readonly replayData: string;
  readonly addPartitions: string;
  readonly moveReplicas: string;
  readonly cancelMove: string;
  readonly deleteRecords: string;
  readonly deleteTopic: string;
  readonly resetOffsets: string;
  readonly resetOffsetsHint: string;
  readonly addConsumer: string;
  readonly addProducer: string;
  readonly electPreferred: string;
}

export interface ShareMessages {
  readonly title: string;
  readonly intro: string;
  readonly link: string;
  readonly copy: string;
  readonly copied: string;
  readonly length: (characters: string) => string;
  readonly holds: (title: string, seed: number, actions: number, moment: string) => string;
  readonly needsFile: (name: string) => string;
  readonly save: string;
  readonly open: string;
  readonly files: string;
  readonly replayed: (actions: number) => string;
  readonly digestDiffers: string;
  readonly otherEngine: (made: number, now: number) => string;
  readonly fileRefused: (name: string) => string;
}

export interface LibraryMessages {
  readonly title: string;
  readonly intro: string;
  readonly start: string;
  readonly blank: string;
  readonly openFile: string;
  readonly openFileHint: string;
  readonly chapter: (count: number) => string;
  readonly footer: string;
  readonly picture: string;
}

export interface ErrorMessages {
  readonly scenario: (error: ScenarioError) => string;
  readonly link: (error: LinkError) => string;
  readonly malformed: (reason: MalformedReason) => string;
}
