/** What the producer of a consumer that sends on what it reads is called: the same in every language. */
export function forwarderName(consumer: string, topic: string): string {
  return `${consumer} → ${topic}`;
}
