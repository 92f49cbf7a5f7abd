import { beforeEach, expect, test } from 'vitest';
import { withFallback } from './fallback.ts';
import type { Socket, SocketEvents, SocketFactory } from './ports.ts';
import { TestClock, turn } from './testClock.ts';

const WELCOME = '{"type":"welcome"}';
type Manner = 'works' | 'refuses' | 'is silent' | 'dies' | 'throws';

/** A way to make sockets that behaves as it is told. */
class Way {
  manner: Manner;
  tries = 0;
  sent: string[] = [];
  closed = 0;
  last: SocketEvents | null = null;

  constructor(manner: Manner) {
    this.manner = manner;
  }

  readonly make: SocketFactory = (_url, _token, events): Socket => {
    this.tries++;
    if (this.manner === 'throws') throw new Error('policy');
    this.last = events;
    queueMicrotask(() => (this.manner === 'refuses' ? events.onClose(1006) : events.onOpen()));
    return {
      send: (text) => {
        this.sent.push(text);
        if (this.manner === 'works' || this.manner === 'dies') queueMicrotask(() => events.onMessage(WELCOME));
        if (this.manner === 'dies') queueMicrotask(() => events.onClose(1006));
      },
      close: () => void this.closed++,
    };
  };
}

let clock: TestClock;
let ways: [Way, Way, Way];
let heard: string[];
let make: SocketFactory;

beforeEach(() => {
  clock = new TestClock();
  ways = [new Way('works'), new Way('works'), new Way('works')];
  heard = [];
  make = withFallback([ways[0].make, ways[1].make, ways[2].make], clock);
});

/** One attempt as the connection makes it: hello when it opens. */
async function connect(): Promise<Socket> {
  const socket: Socket = make('ws://x', 'token', {
    onOpen: () => {
      heard.push('open');
      socket.send('hello');
    },
    onMessage: (text) => heard.push(text),
    onClose: (code) => heard.push(`closed ${code}`),
  });
  await turn();
  return socket;
}

const tries = () => ways.map((way) => way.tries);

test('[K5] a WebSocket that works is all there is', async () => {
  await connect();
  expect([heard, tries()]).toEqual([
    ['open', WELCOME],
    [1, 0, 0],
  ]);
  await clock.elapse(3_600_000);
  expect(tries()).toEqual([1, 0, 0]);
});

test.each(['refuses', 'throws'] as const)(
  '[K5] one that %s twice is followed by a stream in the same attempt',
  async (manner) => {
    ways[0].manner = manner;
    await connect();
    expect(heard).toEqual(['closed 1006']);
    heard = [];
    await connect();
    expect([heard, tries()]).toEqual([
      ['open', WELCOME],
      [2, 1, 0],
    ]);
    expect(ways[1].sent).toEqual(['hello']);
  },
);

test('[K5] what was said before the welcome is said again on the next way', async () => {
  ways[0].manner = ways[1].manner = 'is silent';
  await connect();
  await clock.elapse(5_000);
  expect(heard).toEqual(['open', 'closed 1006']);
  heard = [];
  const socket = await connect();
  socket.send('more');
  await clock.elapse(5_000);
  expect(tries()).toEqual([2, 1, 0]);
  await clock.elapse(3_000);
  expect(tries()).toEqual([2, 1, 1]);
  expect([heard, ways[2].sent]).toEqual([
    ['open', WELCOME, WELCOME],
    ['hello', 'more'],
  ]);
});

test('[K5] when no way works the attempt is over, and the next one begins with the best', async () => {
  for (const way of ways) way.manner = 'refuses';
  await connect();
  await connect();
  expect([heard, tries()]).toEqual([
    ['closed 1006', 'closed 1006'],
    [2, 1, 1],
  ]);
  ways[0].manner = 'works';
  await connect();
  expect(tries()).toEqual([3, 1, 1]);
});

test('[K5] a socket that dies young three times is not taken any more', async () => {
  ways[0].manner = 'dies';
  for (let i = 0; i < 3; i++) await connect();
  expect(tries()).toEqual([3, 0, 0]);
  await connect();
  expect(tries()).toEqual([3, 1, 0]);
});

test('[K5] the WebSocket is tried again, ever more rarely, and taken when it opens', async () => {
  ways[0].manner = 'refuses';
  await connect();
  await connect();
  heard = [];
  await clock.elapse(60_000);
  expect(ways[0].tries).toBe(3);
  await clock.elapse(119_000);
  expect(ways[0].tries).toBe(3);
  ways[0].manner = 'works';
  await clock.elapse(1_000);
  expect([ways[0].tries, heard, ways[1].closed]).toEqual([4, ['closed 1001'], 1]);
  await connect();
  expect(ways[0].tries).toBe(5);
});

test('what the server says is passed on and does not count against the way', async () => {
  ways[0].manner = 'is silent';
  for (let i = 0; i < 3; i++) {
    await connect();
    ways[0].last!.onClose(4502);
  }
  expect(heard.filter((each) => each === 'closed 4502')).toHaveLength(3);
  expect(tries()).toEqual([3, 0, 0]);
});

test('after it was closed nothing is heard of it, and nothing is left behind', async () => {
  ways[0].manner = 'is silent';
  const socket = await connect();
  socket.close(1000);
  ways[0].last!.onMessage(WELCOME);
  ways[0].last!.onClose(1006);
  expect([heard, clock.pending]).toEqual([['open'], 0]);
});
