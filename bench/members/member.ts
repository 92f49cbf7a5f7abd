/** One member of a room, connected to a server under test. */
export interface Member {
  /** Posts to the member's room. `id` comes back with the acknowledgement. */
  post(id: number, text: string): void;
  close(): void;
}

/** What a member hears. */
export interface Ears {
  acknowledged(id: number): void;
  /** So many messages of the room arrived. */
  delivered(count: number): void;
}

/** How often the bytes occur. */
export function count(payload: Buffer, needle: Buffer): number {
  let found = 0;
  for (let at = payload.indexOf(needle); at !== -1; at = payload.indexOf(needle, at + needle.length)) found++;
  return found;
}
