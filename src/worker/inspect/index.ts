/** What is only asked for by whoever looks closer: one chunk, loaded at the first question. */
export { previewReset } from '../../sim/offset-reset-preview.ts';
export { bytesOf } from './bytes/bytes-view.ts';
export { messagesOf } from './bytes/message-list.ts';
export { entryDetail } from './entry-detail.ts';
export { inspect } from './inspection-builder.ts';
