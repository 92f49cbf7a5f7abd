import { Returning, type Ticket } from '../members/returning.ts';
import { Heard, numbersIn } from './ledger.ts';
import type { Answer, Order } from './herd.ts';

// The process of those who are cut off and come back. It does what it is told over its channel, and ends with it.

const AT_ONCE = 50;

interface One {
  member: Returning;
  heard: Heard;
  phase: 'away' | 'welcomed' | 'there';
}

let all: One[] = [];
let cutAt = 0;
let turnedAway = 0;
let afterMs: number[] = [];
let onWelcome = (): void => {};

process.on('message', (order: Order) => {
  if (order.type === 'come') void come(order.tickets).then(() => answer({ type: 'there' }));
  else if (order.type === 'cut') cut();
  else answer({ type: 'heard', sums: all.map(({ heard }) => heard.sum) });
});
process.once('disconnect', () => process.exit(0));

function answer(what: Answer): void {
  process.send!(what);
}

/** They come a few at a time. */
async function come(tickets: readonly Ticket[]): Promise<void> {
  all = tickets.map(oneOf);
  let [begun, there] = [0, 0];
  await new Promise<void>((resolve) => {
    const next = (): void => all[begun++]?.member.start();
    onWelcome = () => {
      if (++there === all.length) resolve();
      next();
    };
    for (let n = 0; n < AT_ONCE; n++) next();
  });
  onWelcome = () => {};
}

/** Every second one is reset, the others end without a word. */
function cut(): void {
  turnedAway = 0;
  afterMs = [];
  cutAt = performance.now();
  for (const [n, one] of all.entries()) {
    one.phase = 'away';
    one.member.cut(n % 2 === 0 ? 'reset' : 'closed');
  }
}

function oneOf(ticket: Ticket): One {
  const one: One = {
    heard: new Heard(),
    phase: 'there',
    member: new Returning(ticket, {
      welcomed() {
        one.heard.connected();
        if (one.phase === 'away') one.phase = 'welcomed';
        onWelcome();
      },
      turnedAway: () => turnedAway++,
      batch(payload) {
        for (const id of numbersIn(payload)) one.heard.hear(id);
        if (one.phase === 'welcomed') isBack(one);
      },
      answered() {},
    }),
  };
  return one;
}

/** Somebody is back who has been brought up to date: what was said meanwhile moved the stream of all. */
function isBack(one: One): void {
  one.phase = 'there';
  afterMs.push(performance.now() - cutAt);
  if (afterMs.length === all.length) answer({ type: 'back', afterMs, turnedAway });
}
