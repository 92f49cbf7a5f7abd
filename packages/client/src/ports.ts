// What the client needs of the world around it. Everything that is not a pure function of its input comes through here.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimer(run: () => void, ms: number): unknown;
  clearTimer(timer: unknown): void;
}

/** Random bits for ids and a number in [0, 1) for jitter. */
export interface Randomness {
  bits32(): number;
  unit(): number;
}

/** Values that survive a reload, by key. Values are plain JSON. */
export interface ClientStorage {
  entries(prefix: string): Promise<[key: string, value: unknown][]>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Everything under every key. */
  clear(): Promise<void>;
}

/** Whether this one of several tabs does what only one should: keep the replica and send what closed tabs left behind. */
export interface Leadership {
  isLeader(): boolean;
  /** Called when that changes. Returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
}

export interface Socket {
  send(text: string): void;
  close(code?: number): void;
}

/** Told by a socket; nothing after `onClose`. A socket that never opened just closes. */
export interface SocketEvents {
  onOpen(): void;
  onMessage(text: string): void;
  onClose(code: number): void;
}

export type SocketFactory = (url: string, token: string, events: SocketEvents) => Socket;

export type Refreshed =
  | {
      type: 'ok';
      token: string;
      /** How long it is good for; null: until it is revoked. */
      lifetimeMs: number | null;
      /** Whose it is, when that is known: a stored replica of somebody else is thrown away. */
      subject?: string;
    }
  | { type: 'signedOut' }
  /** The server cannot be reached or asks for patience. */
  | { type: 'wait'; afterMs: number | null };

/** Where access tokens come from. Never rejects. */
export interface Credentials {
  /** `failed`: a socket did not open with the token given before. */
  refresh(failed: boolean): Promise<Refreshed>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

export const systemRandomness: Randomness = {
  bits32: () => globalThis.crypto.getRandomValues(new Uint32Array(1))[0]!,
  unit: () => Math.random(),
};

/** For programs and tests: the only one there is. */
export const alwaysLeader: Leadership = { isLeader: () => true, onChange: () => () => {} };
