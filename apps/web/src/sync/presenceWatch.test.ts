import { describe, expect, it } from 'vitest';
import { createPresenceWatch } from './presenceWatch.ts';

function world() {
  const sent: string[][] = [];
  const due: (() => void)[] = [];
  const presence = createPresenceWatch(
    (users) => sent.push(users),
    (_ms, run) => due.push(run),
  );
  return { presence, sent, settle: () => due.splice(0).forEach((run) => run()) };
}

describe('watching presence', () => {
  it('sends one list when the screen has settled', () => {
    const { presence, sent, settle } = world();
    for (const user of ['U3', 'U1', 'U2']) presence.watch(user);
    expect(sent).toEqual([]);
    settle();
    expect(sent).toEqual([['U1', 'U2', 'U3']]);
  });

  it('tells the list again to a client that does not know it', () => {
    const { presence, sent, settle } = world();
    presence.watch('U1');
    settle();
    presence.repeat();
    expect(sent).toEqual([['U1'], ['U1']]);
  });

  it('goes on as long as anybody shows the person, and says nothing when the list is the same again', () => {
    const { presence, sent, settle } = world();
    const first = presence.watch('U1');
    const second = presence.watch('U1');
    settle();
    first();
    settle();
    expect(sent).toEqual([['U1']]);
    second();
    settle();
    expect(sent).toEqual([['U1'], []]);
  });
});
