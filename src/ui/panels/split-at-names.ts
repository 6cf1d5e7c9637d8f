/** `max.message.bytes`, `auto.offset.reset=latest`, `kafka-topics.sh`, `__consumer_offsets`, `INVALID_TIMESTAMP`. */
const KAFKA_NAME =
  /(\b[a-z]+(?:-[a-z]+)*(?:\.[a-z]+)+(?:=[\w-]+)?|\b_*[a-z]+(?:_[a-z]+)+\b|\b[A-Z]+(?:_[A-Z]+)+\b)/;

/** A text cut into parts, of which every second is a name of Kafka's. */
export function splitAtNames(text: string): string[] {
  return text.split(KAFKA_NAME);
}
