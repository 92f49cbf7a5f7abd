/*
 * The connection under a session, whatever carries it: a WebSocket, or the answer to an HTTP request. It moves frames and knows
 * nothing of what they say to whom.
 */

/** What a link tells the session on it. */
export interface LinkListener {
  /** A frame came. */
  frame(data: Buffer, isBinary: boolean): void;
  /** The other side gave a sign of life. */
  alive(): void;
  /** Everything that waited has been taken. */
  drained(): void;
  /** It is over, whoever ended it. Once. */
  ended(): void;
}

export interface Link {
  listen(listener: LinkListener): void;
  /** Takes complete text frames as `textFrame` makes them. What is written in one turn of the event loop goes out together. */
  write(bytes: Buffer): void;
  /** Sends what waits for the end of the turn. */
  flush(): void;
  /** Bytes that the kernel has not taken yet. */
  readonly waiting: number;
  /** Whether `drained` will be told when they have been taken. */
  readonly drainComing: boolean;
  /** Grows whenever the kernel takes something, also a part of what was written at once. */
  readonly taken: number;
  /** Stops and starts the reading of frames. */
  pause(): void;
  resume(): void;
  /** Whether the other side has been asked for a sign of life and can give one. */
  ping(): boolean;
  /** Ends it with a close code; what was written before still arrives. */
  close(code: number): void;
  terminate(): void;
}
