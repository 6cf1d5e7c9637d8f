/** What Kafka throws at record batches that it can't read, by the names of its classes. */

/** The checksum or the header is wrong: the bytes were damaged. */
export class CorruptRecordException extends Error {
  override readonly name = 'CorruptRecordException';
}

/** The checksum is right, but the records are not what the header says. */
export class InvalidRecordException extends Error {
  override readonly name = 'InvalidRecordException';
}

/** The records could not be decompressed. */
export class KafkaException extends Error {
  override readonly name = 'KafkaException';
}

/** Java's own, where Kafka does not translate it: an unknown codec, a varint that never ends. */
export class IllegalArgumentException extends Error {
  override readonly name = 'IllegalArgumentException';
}
