import type { Message } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import type { ClientFrame, ResultFrame, ServerFrame } from '@roost/protocol/frames';
import type { Watcher } from './wire.ts';

/** A message that this device wrote. */
export interface Written {
  clientId: string;
  channel: string;
  text: string;
  /** The server said yes. */
  acknowledged: boolean;
  /** The client heard a no for good: what was written later did not wait for it any more. */
  refused: boolean;
}

/** A command about one message, under its key. */
export interface Commanded {
  name: string;
  args: Readonly<Record<string, unknown>>;
  acknowledged: boolean;
}

/** An event as it came, and over which connection. */
export interface Received {
  line: number;
  stream: string;
  seq: number;
  /** Real milliseconds. */
  at: number;
  /** The message whose text it brought. */
  told: string | null;
}

/** Takes down what goes over the connections of a device and what came of it, for the checker. */
export class Witness implements Watcher {
  readonly written: Written[] = [];
  /** By key. */
  readonly commanded = new Map<string, Commanded>();
  readonly events: Received[] = [];
  /** By connection, when `hello` was said: real milliseconds. */
  readonly greeted = new Map<number, number>();
  /** Heartbeats that counted other events than came over their connection. */
  readonly miscounts: string[] = [];
  /** What was done, and refused when it came again. */
  readonly refusedAgain: { name: string; args: Readonly<Record<string, unknown>>; code: string; detail: string }[] = [];
  /** Answers that are not the answer to what was asked. */
  readonly strangeAnswers: string[] = [];
  /** Streams that were not this device's business. */
  readonly strangers: string[] = [];
  /** The streams that are this device's business. */
  readonly #streams: readonly string[];
  readonly #onSnapshot: (cursors: Record<string, string>) => void;
  readonly #asked = new Map<string, { name: string; key: string | undefined; args: Record<string, unknown> }>();
  /** By connection and number: what was answered with yes. */
  readonly #granted = new Set<string>();
  /** By connection and stream: events that came. */
  readonly #came = new Map<string, number>();

  constructor(streams: readonly string[], onSnapshot: (cursors: Record<string, string>) => void) {
    this.#streams = streams;
    this.#onSnapshot = onSnapshot;
  }

  sent(frame: ClientFrame, line: number): void {
    if (frame.type === 'hello' && !this.greeted.has(line)) this.greeted.set(line, performance.now());
    if (frame.type !== 'query' && frame.type !== 'command') return;
    const { id, name, args } = frame;
    const key = frame.type === 'command' ? frame.key : undefined;
    this.#asked.set(`${line}/${id}`, { name, key, args });
    if (key !== undefined && 'message' in args && !this.commanded.has(key))
      this.commanded.set(key, { name, args, acknowledged: false });
  }

  received(frame: ServerFrame, line: number, isHeard: boolean): void {
    if (frame.type === 'batch') this.#batchCame(frame, line);
    else if (frame.type === 'heartbeat') this.#heartbeatCame(frame.delivered, line);
    else if (frame.type === 'result') {
      this.#compareAnswers(frame, `${line}/${frame.id}`);
      if (frame.ok && isHeard) this.#answerCame(`${line}/${frame.id}`, frame.value);
      if (!frame.ok && isHeard && !frame.error.retryable) this.#refusalCame(`${line}/${frame.id}`);
    }
  }

  #refusalCame(place: string): void {
    const clientId = this.#asked.get(place)?.args['clientId'];
    for (const written of this.written) if (written.clientId === clientId) written.refused = true;
  }

  /** What comes twice under one key is answered twice, and alike [O4]. */
  #compareAnswers(frame: ResultFrame, place: string): void {
    if (frame.ok) return void this.#granted.add(place);
    const asked = this.#asked.get(place);
    if (asked && this.#granted.has(place) && !frame.error.retryable)
      this.refusedAgain.push({ ...asked, code: frame.error.code, detail: frame.error.detail });
  }

  #batchCame({ stream, events }: Extract<ServerFrame, { type: 'batch' }>, line: number): void {
    if (!this.#streams.includes(stream)) this.strangers.push(stream);
    const at = performance.now();
    for (const event of events) this.events.push({ line, stream, seq: event.seq, at, told: toldBy(event) });
    const place = `${line} ${stream}`;
    this.#came.set(place, (this.#came.get(place) ?? 0) + events.length);
  }

  #heartbeatCame(delivered: Record<string, number>, line: number): void {
    for (const [stream, count] of Object.entries(delivered)) {
      const came = this.#came.get(`${line} ${stream}`) ?? 0;
      if (count !== came) this.miscounts.push(`a heartbeat of ${stream} counts ${count} where ${came} came`);
    }
  }

  #answerCame(place: string, value: unknown): void {
    const asked = this.#asked.get(place);
    if (asked?.name === 'workspace.snapshot') this.#onSnapshot((value as { cursors: Record<string, string> }).cursors);
    const command = asked?.key !== undefined && this.commanded.get(asked.key);
    if (command) command.acknowledged = true;
    if (asked?.name !== 'message.post') return;
    const { clientId } = asked.args;
    const written = this.written.find((one) => one.clientId === clientId);
    if (written) written.acknowledged = true;
    const { message } = value as { message: Message };
    if (message.clientId !== clientId || message.channel !== asked.args['channel'])
      this.strangeAnswers.push(`${String(clientId)} was answered with ${JSON.stringify(message)}`);
  }
}

/** The message whose text an event brings. */
function toldBy(event: Event): string | null {
  if (event.type !== 'message.posted' && event.type !== 'message.edited') return null;
  return event.data.message.text === '' ? null : event.data.message.id;
}
