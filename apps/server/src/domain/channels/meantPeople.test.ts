import { describe, expect, test, vi } from 'vitest';
import type { IndexedUser, WorkspaceRules } from '../members/rules.ts';
import { channelsByName, meantBy, namesIn } from './meantPeople.ts';

const nobody: Pick<WorkspaceRules, 'users' | 'groups'> = { users: new Map(), groups: new Map() };

describe('[J1] what stands in a list', () => {
  test.each([
    ['ade@harbor.example', ['ade@harbor.example'], []],
    ['Ade Obi <Ade@Harbor.example>; "maya"@x (jun@y)', ['ade@harbor.example', 'jun@y'], []],
    ['@ade @maya', [], ['@ade', '@maya']],
    ['@ade@harbor.example', ['@ade@harbor.example'], []],
    ['a@b@', ['a@b@'], []],
    ['ade@', [], ['ade@']],
    ['one@x two@y', ['one@x', 'two@y'], []],
  ])('%s', (text, addresses, names) => {
    expect(namesIn(text)).toEqual({ addresses, names });
  });

  test('is a thousand names at most', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => (i % 2 ? `n${i}` : `n${i}@x`)).join();
    expect(namesIn(many(1_000)).names).toHaveLength(500);
    expect(() => namesIn(many(1_001))).toThrow(expect.objectContaining({ code: 'too_large', field: 'args.people' }));
  });
});

describe('[J1] how much is looked at', () => {
  const spelled = (n: number) =>
    Array.from({ length: n }, (_, i) =>
      [...'abcdefghij'].map((c, at) => (i & (1 << at) ? c.toUpperCase() : c)).join(''),
    );

  test('each name of a channel is read once, however many are asked for, and none if none is', () => {
    let read = 0;
    const channel = (own: string) => ({
      get name() {
        read += 1;
        return own;
      },
    });
    const all = [channel('abcdefghij'), channel('Abcdefghij'), channel('other')];
    const called = channelsByName(() => all);
    expect(read).toBe(0);
    const found = new Set(spelled(1_000).map(called));
    expect([...found]).toEqual([all[0]]);
    expect(read).toBeLessThanOrEqual(2 * all.length);
  });

  test('the people of a channel are walked once, however it is spelled', () => {
    let walked = 0;
    const people: string[] = ['U1', 'U2'];
    people[Symbol.iterator] = function* walk() {
      walked += 1;
      yield* Array.from({ length: 2 }, (_, i) => `U${i + 1}`);
    } as unknown as (typeof people)[typeof Symbol.iterator];
    const { users } = meantBy(
      spelled(1_000).map((name) => `#${name}`),
      nobody,
      () => people,
    );
    expect([[...users], walked]).toEqual([['U1', 'U2'], 1]);
  });

  test('the people of the workspace are looked through only for a name of theirs', () => {
    let looked = 0;
    const users = new Map<string, IndexedUser>();
    users.values = () => {
      looked += 1;
      return new Map<string, IndexedUser>().values();
    };
    for (const names of [[], ['#ops']]) meantBy(names, { ...nobody, users }, () => []);
    expect(looked).toBe(0);
    meantBy(['@ade', 'Maya'], { ...nobody, users }, () => []);
    expect(looked).toBe(1);
  });

  test('a long word without an address is tried as one no more than once, not from each of its letters', () => {
    const long = '\ufb2c'.repeat(12_000);
    const patterns = vi.spyOn(String.prototype, 'match');
    const places = vi.spyOn(String.prototype, 'indexOf');
    const found = namesIn(long);
    const tried = [patterns.mock.calls.length, places.mock.calls.length];
    vi.restoreAllMocks();
    expect([found, tried]).toEqual([{ addresses: [], names: [long.normalize('NFC')] }, [0, 1]]);
  });
});
