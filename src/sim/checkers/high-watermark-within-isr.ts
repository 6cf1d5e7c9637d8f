/** No leader's high watermark is beyond the end of a log in its ISR: what is committed, every in-sync replica has. */
import { brokerOf, registrationOf, topicNamed } from '../leaders.ts';
import type { Checker } from './checkers.ts';

export const highWatermarkWithinIsr: Checker = (_state, cluster, { notes }) => {
  const findings = [];
  for (const note of notes) {
    if (note.code !== 'high-watermark') continue;
    const topic = topicNamed(cluster, note.topic);
    const registration = registrationOf(cluster, note.topic, note.partition);
    // A leader of an earlier epoch does not know yet that others decide.
    if (!topic || registration?.leader !== note.broker) continue;
    for (const replica of registration.isr) {
      const log = brokerOf(cluster, replica)?.disk.logs.get(`${topic.topicId}:${note.partition}`);
      if (log && log.logEndOffset < note.highWatermark) {
        findings.push({
          detail: `${note.topic}-${note.partition}: high watermark ${note.highWatermark}, but broker ${replica} in the ISR ends at ${log.logEndOffset}`,
        });
      }
    }
  }
  return findings;
};
