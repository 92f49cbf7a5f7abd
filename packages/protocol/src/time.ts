/**
 * Instants. In storage and arithmetic they are whole microseconds since 1970 (a safe integer until the year 2255); on the
 * wire they are ISO 8601 with exactly six decimals and `Z`, so that comparing the strings compares the instants.
 */

/** `2026-11-21T10:15:30.000123Z` for microseconds since 1970. */
export function toIso(micros: number): string {
  const millis = Math.floor(micros / 1000);
  const rest = micros - millis * 1000;
  // What happens together is written together: many instants in turn are of one millisecond.
  if (millis !== lastMillis) {
    lastIso = new Date(millis).toISOString().slice(0, -1);
    lastMillis = millis;
  }
  return `${lastIso}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
}

let lastMillis = Number.NaN;
let lastIso = '';

const isoPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/;

/** Microseconds since 1970, or null when `text` is not an ISO 8601 instant in UTC with at most six decimals. */
export function fromIso(text: string): number | null {
  const match = isoPattern.exec(text);
  if (!match) return null;
  const seconds = Date.parse(`${match[1]}Z`);
  if (Number.isNaN(seconds)) return null;
  return seconds * 1000 + Number((match[2] ?? '').padEnd(6, '0'));
}
