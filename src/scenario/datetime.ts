/** ISO 8601 with a time, UTC where nothing else is said; null: it is none. As Kafka's tools read `--to-datetime`. */
export function parseDatetime(text: string): number | null {
  if (!text.includes('T')) return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? null : ms;
}
