import { expect, it } from 'vitest';
import type { Cut, Outcome } from './play.ts';
import { optionsOf, shrink } from './shrink.ts';

const story = { incidents: ['killed', 'cut', 'too old'], acts: 40, people: 9 };

/** A product that fails when this holds of a history. */
const broken =
  (fails: (left: { incidents: string[]; acts: number; people: number }) => boolean, wrong = 'lost' as const) =>
  async ({ leaveOut = [], acts = 40, people = 9 }: Cut): Promise<Outcome> => {
    const left = { incidents: story.incidents.filter((_, place) => !leaveOut.includes(place)), acts, people };
    const wrongs = fails(left) ? [{ wrong, what: 'event 7' }] : [];
    return { seed: 80, deliveries: 0, faults: {}, wrongs, failure: null, events: 0, realMs: 0, story };
  };
const say = (): void => {};

it('what has nothing to do with it is left out', async () => {
  const play = broken(({ incidents, acts, people }) => incidents.includes('cut') && acts >= 9 && people >= 2);
  const found = await shrink({ play, attempts: 30, say });
  expect(found!.cut).toEqual({ leaveOut: [0, 2], acts: 10, people: 2 });
  expect(optionsOf(80, found!.cut)).toBe('--seed 80 --leaveOut 0 --leaveOut 2 --acts 10 --people 2');
});

it('a history that needs nothing shrinks to next to nothing', async () => {
  const found = await shrink({ play: broken(() => true), attempts: 30, say });
  expect(found!.cut).toEqual({ leaveOut: [0, 1, 2], acts: 0, people: 2 });
});

it('a history that fails seldom is not preferred to a longer one that fails every time', async () => {
  let plays = 0;
  const play = broken(({ people }) => people === 9 || ++plays === 1);
  const found = await shrink({ play, attempts: 30, say });
  expect(found).toMatchObject({ cut: { leaveOut: [0, 1, 2], acts: 0 }, plays: 3, failures: 3 });
  expect(found!.cut.people).toBeUndefined();
});

it('a seed that does not fail has no shorter history', async () => {
  expect(await shrink({ play: broken(() => false), attempts: 5, say })).toBeNull();
});

it('a history that fails now and then gets another try', async () => {
  let plays = 0;
  const found = await shrink({ play: broken(() => plays++ % 2 === 1), attempts: 60, say });
  expect(found!.cut).toMatchObject({ leaveOut: [0, 1, 2], acts: 0 });
});

it('no more is played than was allowed', async () => {
  let plays = 0;
  const found = await shrink({ play: broken(() => ++plays > 0), attempts: 3, say });
  expect(plays).toBe(3 + 3);
  expect(found!.cut).toEqual({ leaveOut: [0, 1] });
});

it('another failure is not taken for this one', async () => {
  const lost = broken(({ acts }) => acts === 40);
  const others = async (cut: Cut): Promise<Outcome> => {
    const outcome = await lost(cut);
    return outcome.wrongs.length > 0 ? outcome : { ...outcome, wrongs: [{ wrong: 'stale', what: 'a channel' }] };
  };
  expect((await shrink({ play: others, attempts: 30, say }))!.cut.acts).toBeUndefined();
});
