// What the client needs of the world around it. Everything that is not a pure function of its input comes through here.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once, later. Returns how to cancel it. */
  after(ms: number, run: () => void): () => void;
}

export interface Socket {
  send(text: string): void;
  close(code?: number): void;
}

/** Told by a socket. One that never opened just closes. */
export interface SocketEvents {
  open(): void;
  message(text: string): void;
  close(code: number): void;
}

export type SocketFactory = (token: string, events: SocketEvents) => Socket;

export type AuthoriseResult =
  | { type: 'access'; access: { token: string; expiresAt: number } }
  /** The login is over. */
  | { type: 'unauthorised' }
  /** The token could not be had now. */
  | { type: 'unreachable'; retryAfterMs: number | null };

/** Gets an access token. */
export type Authorise = () => Promise<AuthoriseResult>;

/** Values that survive a reload, by name. */
export interface Storage {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  /** Names that begin so. */
  names(prefix: string): Promise<string[]>;
}
