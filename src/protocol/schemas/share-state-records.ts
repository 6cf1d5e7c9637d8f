/** The records of `__share_group_state` as Apache Kafka 4.3 writes them; laid out like those of other coordinators. */
import type { MessageSchema } from '../schema/message.ts';
import { array, int8, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import type { ShareStateRecord } from '../share-state-records.ts';
import type { CoordinatorRecordSchema } from './coordinator-records.ts';

const stateBatches = array({
  firstOffset: int64(),
  lastOffset: int64(),
  deliveryState: int8(),
  deliveryCount: int16(),
});
const deliveryCompleteCount = int32('0+', { tag: 0, default: -1 });

export const shareStateRecordSchemas: Readonly<Record<ShareStateRecord['type'], CoordinatorRecordSchema>> = {
  ShareSnapshot: {
    keyType: 0,
    key: keySchema('ShareSnapshotKey'),
    value: {
      name: 'ShareSnapshotValue',
      versions: [0, 0],
      firstFlexible: 0,
      fields: {
        snapshotEpoch: int32(),
        stateEpoch: int32(),
        leaderEpoch: int32(),
        startOffset: int64(),
        deliveryCompleteCount,
        createTimestamp: int64(),
        writeTimestamp: int64(),
        stateBatches,
      },
    },
    valueVersion: 0,
  },
  ShareUpdate: {
    keyType: 1,
    key: keySchema('ShareUpdateKey'),
    value: {
      name: 'ShareUpdateValue',
      versions: [0, 0],
      firstFlexible: 0,
      fields: {
        snapshotEpoch: int32(),
        leaderEpoch: int32(),
        startOffset: int64(),
        deliveryCompleteCount,
        stateBatches,
      },
    },
    valueVersion: 0,
  },
};

function keySchema(name: string): MessageSchema {
  const fields = { groupId: string(), topicId: uuid(), partition: int32() };
  return { name, versions: [0, 0], firstFlexible: null, fields };
}
