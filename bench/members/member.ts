/** Where a member is in what is said, in the words of its server. */
export type Place = string;

/** One member of a room, connected to a server under test. */
export interface Member {
  /** Posts to the member's room. `id` comes back with the acknowledgement. */
  post(id: number, text: string): void;
  /** Where it is; only of one that was told to remember. */
  place(): Place;
  close(): void;
}

/** A member that reads slowly. */
export interface SlowReader {
  /** Times the server parked it. */
  parked(): Promise<number>;
  /** Reads freely from now on. Resolves when it has the history that everybody has, and throws when it never does. */
  catchUp(): Promise<void>;
  close(): void;
}

/** What a member hears. */
export interface Ears {
  acknowledged(id: number): void;
  /** So many messages of the room arrived. */
  delivered(count: number): void;
}

/** How a member comes: to follow where it is costs the client something, so only who comes back does it. */
export interface Coming {
  remember?: true;
  /** Where it was when it was cut off. */
  after?: Place;
}

/** Everybody who may come to a server of Roost, and where they are. */
export interface People {
  port: number;
  /** By person. */
  tokens: readonly string[];
  /** The channel of everybody, and the person's own. */
  crowd: string;
  roomOf(person: number): string;
}

/** How often the bytes occur. */
export function count(payload: Buffer, needle: Buffer): number {
  let found = 0;
  for (let at = payload.indexOf(needle); at !== -1; at = payload.indexOf(needle, at + needle.length)) found++;
  return found;
}

/** Every frame of Roost and of the plain servers begins with `{"type":"`; the letter after that tells most of them apart. */
export const LETTER = 9;
export const letter = (name: string): number => name.charCodeAt(0);
