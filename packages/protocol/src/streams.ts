import Type from 'typebox';
import type { Static } from 'typebox';
import { Hello, Ping } from './frames.ts';
import { Exact } from './schema.ts';
import { ClientSignal } from './signals.ts';

// The socket's frames over HTTP, where no WebSocket gets through: the answer to one request carries what the server says, what the
// client says comes in requests of its own. Commands and queries are `POST /api/v1/<name>` as for everybody.

const Signals = Type.Array(ClientSignal, { maxItems: 16 });

/** What a client calls its stream, to send signals there: it knows the name before the first answer, which a network may hold back. */
const Link = Type.String({ minLength: 1, maxLength: 64 });

/** The body of `POST /api/v1/stream`. */
export const StreamRequest = Exact({
  /**
   * `stream` goes on until it is closed; `poll` ends with the first thing that it has to tell, or a heartbeat; `look` tells what there
   * is and ends.
   */
  kind: Type.Union([Type.Literal('stream'), Type.Literal('poll'), Type.Literal('look')]),
  /** As in `hello`. */
  cursors: Hello.properties.cursors,
  link: Type.Optional(Link),
  /** Taken after `welcome`. */
  signals: Type.Optional(Signals),
});
export type StreamRequest = Static<typeof StreamRequest>;

/** The body of `POST /api/v1/stream/signals`. */
export const StreamSignals = Exact({
  link: Link,
  /** A `ping` is answered by a `pong` on the stream: whether answers are passed on as they come shows only there. */
  signals: Type.Array(Type.Union([...ClientSignal.anyOf, Ping]), { maxItems: 16 }),
});
export type StreamSignals = Static<typeof StreamSignals>;
