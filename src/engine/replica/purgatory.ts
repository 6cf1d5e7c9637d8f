/** Requests that wait in the broker for something to happen to a partition, as action-queue.ts looks at them. */
export {
  completeDelayedDeleteRecords,
  type DelayedDeleteRecords,
  expireDelayedDeleteRecords,
} from './delayed-delete-records.ts';
export {
  completeDelayedFetches,
  completeFetchesOf,
  type DelayedFetch,
  expireDelayedFetches,
} from './delayed-fetch.ts';
export {
  completeDelayedProduces,
  completeProducesOf,
  type DelayedProduce,
  expireDelayedProduces,
} from './delayed-produce.ts';
