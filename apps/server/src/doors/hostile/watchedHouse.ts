import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { post } from '../testClient.ts';
import type { TestSocket } from '../testClient.ts';
import { openHouse } from '../testHouse.ts';
import type { House } from '../testHouse.ts';
import type { TestServerOptions } from '../../testServer.ts';

// A house under attack: Mallory is a member like others; Maya and Tom only want to talk to each other.

export interface WatchedHouse {
  house: House;
  url: string;
  /** Mallory's access token. */
  token: string;
  pair: Pair;
  /** What the server has called a bug, or otherwise complained of. */
  complaints: string[];
  close(): Promise<void>;
}

export async function openWatchedHouse(options: Partial<TestServerOptions> = {}): Promise<WatchedHouse> {
  const complaints: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void complaints.push(line) });
  const house = await openHouse(['Sofia', 'Maya', 'Tom', 'Mallory'], { logger, ...options });
  const channel = await house.channel('harbour-watch', 'Maya', 'private', ['Tom']);
  const pair = new Pair(await house.join('Maya'), await house.join('Tom'), channel);
  const token = house.people['Mallory']!.accessToken;
  return { house, url: house.server.url, token, pair, complaints, close: () => house.close() };
}

/** Signs somebody in on another device. */
export async function freshToken(url: string, name: string): Promise<string> {
  const credentials = {
    email: `${name.toLowerCase()}@harbor.test`,
    password: 'correct horse battery',
    client: 'native',
  };
  const entry = (await (await post(url, 'login.create', credentials)).json()) as { accessToken: string };
  return entry.accessToken;
}

/** Two sessions of two people. What one says the other must hear, whatever else happens. */
export class Pair {
  /** Turns of the event loop from a post to its being heard, the most so far. */
  slowest = 0;
  #said = 0;
  readonly #speaker: TestSocket;
  readonly #listener: TestSocket;
  readonly #channel: string;

  constructor(speaker: TestSocket, listener: TestSocket, channel: string) {
    this.#speaker = speaker;
    this.#listener = listener;
    this.#channel = channel;
  }

  /** Says something and waits until it is heard, once. */
  async exchange(): Promise<void> {
    const text = `${ALL_IS_WELL} ${++this.#said}`;
    const from = turns();
    await Promise.all([this.#speaker.post(this.#channel, text), this.#listener.hears(text)]);
    this.slowest = Math.max(this.slowest, turns() - from);
    const heard = this.#listener.frames.flatMap((frame) => (frame.type === 'batch' ? frame.events : []));
    const texts = heard
      .flatMap(({ type, data }) => (type === 'message.posted' ? [textOf(data)] : []))
      .filter((each) => each.startsWith(ALL_IS_WELL));
    if (texts.length !== 1) throw new Error(`${text} was heard as ${JSON.stringify(texts)}`);
    this.#listener.frames.length = 0;
    this.#speaker.frames.length = 0;
  }

  end(): void {
    this.#speaker.ws.terminate();
    this.#listener.ws.terminate();
  }
}

const ALL_IS_WELL = 'all is well';

function textOf(data: unknown): string {
  return (data as { message: { text: string } }).message.text;
}

/** How often the event loop has come round. It does not turn while there is nothing to do, so this measures work and not time. */
function turns(): number {
  const { nodeTiming } = performance as unknown as { nodeTiming: { uvMetricsInfo: { loopCount: number } } };
  return nodeTiming.uvMetricsInfo.loopCount;
}
