/** The built-in scenarios, in the order in which the library shows them. */
import type { LocalText } from '../scenario.ts';
import type { ScenarioDocument } from '../schema.ts';
import { aBatchTooLarge } from './a-batch-too-large.ts';
import { aFetchNamesWhatIsNew } from './a-fetch-names-what-is-new.ts';
import { aGroupSharesTheWork } from './a-group-shares-the-work.ts';
import { aHotKey } from './a-hot-key.ts';
import { aQueueOnALog } from './a-queue-on-a-log.ts';
import { aStaticMember } from './a-static-member.ts';
import { aTransactionLeftOpen } from './a-transaction-left-open.ts';
import { acks1AndTheLostRecord } from './acks-1-and-the-lost-record.ts';
import { atLeastOnce } from './at-least-once.ts';
import { classicBesideKip848 } from './classic-beside-kip-848.ts';
import { deletingRecords } from './deleting-records.ts';
import { eagerAgainstCooperative } from './eager-against-cooperative.ts';
import { exactlyOnce } from './exactly-once.ts';
import { keysAndOrder } from './keys-and-order.ts';
import { leadersDoNotComeHome } from './leaders-do-not-come-home.ts';
import { morePartitionsMoveKeys } from './more-partitions-move-keys.ts';
import { movingAPartition } from './moving-a-partition.ts';
import { newestButNotTooOld } from './newest-but-not-too-old.ts';
import { offsetsThatExpire } from './offsets-that-expire.ts';
import { onePartition } from './one-partition.ts';
import { onlyTheNewestOfEachKey } from './only-the-newest-of-each-key.ts';
import { onlyWhatIsCommitted } from './only-what-is-committed.ts';
import { readingFromTheNearestReplica } from './reading-from-the-nearest-replica.ts';
import { retentionOvertakesASlowReader } from './retention-overtakes-a-slow-reader.ts';
import { retriesOutOfOrder } from './retries-out-of-order.ts';
import { rewindingAGroup } from './rewinding-a-group.ts';
import { stoppingALeaderAcksAll } from './stopping-a-leader-acks-all.ts';
import { theBufferIsFull } from './the-buffer-is-full.ts';
import { theIdleConsumer } from './the-idle-consumer.ts';
import { theTopicHasTheLastWord } from './the-topic-has-the-last-word.ts';
import { tooOldToBeTaken } from './too-old-to-be-taken.ts';
import { topicsByPattern } from './topics-by-pattern.ts';
import { twoGroupsOneTopic } from './two-groups-one-topic.ts';
import { twoWithOneTransactionalId } from './two-with-one-transactional-id.ts';
import { upgradingAGroup } from './upgrading-a-group.ts';
import { whereRecordsWithoutAKeyGo } from './where-records-without-a-key-go.ts';

export interface LibraryEntry {
  /** Stands in addresses, so it never changes. */
  readonly id: string;
  readonly document: ScenarioDocument;
}

export interface LibraryChapter {
  readonly title: LocalText;
  readonly entries: readonly LibraryEntry[];
}

export const LIBRARY: readonly LibraryChapter[] = [
  {
    title: { en: 'Records and partitions', ko: '레코드와 파티션' },
    entries: [
      { id: 'one-partition', document: onePartition },
      { id: 'keys-and-order', document: keysAndOrder },
      { id: 'more-partitions-move-keys', document: morePartitionsMoveKeys },
      { id: 'where-records-without-a-key-go', document: whereRecordsWithoutAKeyGo },
      { id: 'a-batch-too-large', document: aBatchTooLarge },
      { id: 'the-topic-has-the-last-word', document: theTopicHasTheLastWord },
      { id: 'too-old-to-be-taken', document: tooOldToBeTaken },
      { id: 'the-buffer-is-full', document: theBufferIsFull },
    ],
  },
  {
    title: { en: 'Consumer groups', ko: '컨슈머 그룹' },
    entries: [
      { id: 'a-group-shares-the-work', document: aGroupSharesTheWork },
      { id: 'the-idle-consumer', document: theIdleConsumer },
      { id: 'two-groups-one-topic', document: twoGroupsOneTopic },
      { id: 'eager-against-cooperative', document: eagerAgainstCooperative },
      { id: 'a-fetch-names-what-is-new', document: aFetchNamesWhatIsNew },
      { id: 'a-static-member', document: aStaticMember },
      { id: 'offsets-that-expire', document: offsetsThatExpire },
      { id: 'rewinding-a-group', document: rewindingAGroup },
    ],
  },
  {
    title: { en: 'Newer kinds of groups', ko: '새로운 종류의 그룹' },
    entries: [
      { id: 'classic-beside-kip-848', document: classicBesideKip848 },
      { id: 'upgrading-a-group', document: upgradingAGroup },
      { id: 'topics-by-pattern', document: topicsByPattern },
      { id: 'a-queue-on-a-log', document: aQueueOnALog },
    ],
  },
  {
    title: { en: 'Retention, replication and durability', ko: '보존 기간, 복제, 내구성' },
    entries: [
      { id: 'retention-overtakes-a-slow-reader', document: retentionOvertakesASlowReader },
      { id: 'deleting-records', document: deletingRecords },
      { id: 'only-the-newest-of-each-key', document: onlyTheNewestOfEachKey },
      { id: 'newest-but-not-too-old', document: newestButNotTooOld },
      { id: 'stopping-a-leader-acks-all', document: stoppingALeaderAcksAll },
      { id: 'leaders-do-not-come-home', document: leadersDoNotComeHome },
      { id: 'moving-a-partition', document: movingAPartition },
      { id: 'acks-1-and-the-lost-record', document: acks1AndTheLostRecord },
      { id: 'retries-out-of-order', document: retriesOutOfOrder },
      { id: 'reading-from-the-nearest-replica', document: readingFromTheNearestReplica },
    ],
  },
  {
    title: { en: 'Transactions', ko: '트랜잭션' },
    entries: [
      { id: 'only-what-is-committed', document: onlyWhatIsCommitted },
      { id: 'a-transaction-left-open', document: aTransactionLeftOpen },
      { id: 'two-with-one-transactional-id', document: twoWithOneTransactionalId },
      { id: 'at-least-once', document: atLeastOnce },
      { id: 'exactly-once', document: exactlyOnce },
    ],
  },
  {
    title: { en: 'Real events', ko: '실제 이벤트' },
    entries: [{ id: 'a-hot-key', document: aHotKey }],
  },
];

const entries = LIBRARY.flatMap((chapter) => chapter.entries);

export const LIBRARY_IDS: readonly string[] = entries.map(({ id }) => id);

export function libraryDocument(id: string): ScenarioDocument | undefined {
  return entries.find((entry) => entry.id === id)?.document;
}
