import type { Scope } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item, Log } from '../log/item.ts';
import { withPosition } from '../log/snapshot.ts';
import { makeDispatch } from './dispatch.ts';
import { MembershipIndex } from './members/membershipIndex.ts';
import { noRates, usualRates } from './rateLimits.ts';
import { verbs } from './registrations.ts';
import { openTestWorld, outcomesOf, personOf, type TestPerson, type TestWorld } from './testWorld.ts';
import type { Call, World } from './verb.ts';

let world: TestWorld;
let sofia: TestPerson;
let maya: TestPerson;
beforeAll(async () => {
  world = await openTestWorld();
  sofia = world.person('Sofia');
  maya = world.person('Maya');
});
afterAll(() => world.close());

const refused = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { field }) });
const door: Call['door'] = { address: '::1', device: '', origin: '', refreshToken: null, setRefreshToken() {} };
const nobody: Call = { identity: null, door };
const eventCount = async () => {
  const [row] = await world.database.sql<{ n: number }[]>`select count(*)::int as n from event`;
  return row!.n;
};

describe('before anything happens', () => {
  test('what is no operation is refused, also what every object has', async () => {
    for (const name of ['message.shout', 'constructor', '__proto__', 'toString', '']) {
      await expect(world.dispatch(name, {}, nobody)).rejects.toEqual(refused('unknown_operation'));
    }
  });

  test('nobody in particular may only call what is public', async () => {
    await expect(world.dispatch('channel.get', { channel: world.general.id }, nobody)).rejects.toEqual(
      refused('unauthenticated'),
    );
  });

  test('[O2] arguments are checked before anything is looked at', async () => {
    const call: Call = { identity: maya.identity, door };
    await expect(world.dispatch('channel.get', { channel: 'C01JD3ZK5Q8XG7TRN', colour: 1 }, call)).rejects.toEqual(
      refused('invalid', 'args.colour'),
    );
    await expect(world.dispatch('channel.get', undefined, call)).rejects.toEqual(refused('invalid', 'args.channel'));
  });

  test('[O9] a bot token does what its scopes say', async () => {
    const bot = (scopes: Scope[]) => {
      const identity = { ...maya.identity, subject: maya.user, kind: 'bot' as const, scopes };
      return personOf(world.dispatch, identity, maya);
    };
    await bot(['write']).post(world.general.id, 'by a program');
    await expect(bot(['read']).post(world.general.id, 'no')).rejects.toEqual(refused('forbidden'));
    await expect(bot(['write']).do('channel.get', { channel: world.general.id })).rejects.toEqual(refused('forbidden'));
    await expect(bot(['read', 'write', 'admin']).do('workspace.create', { name: 'Mine' })).rejects.toEqual(
      refused('forbidden'),
    );
  });

  test('[O8] a credential that calls too often is told when to come back', async () => {
    const now = 1_000_000;
    const rates = { ...usualRates, read: { ...noRates.read, credential: { perSecond: 2, burst: 3 } } };
    const strict = makeDispatch({ ...world.world, now: () => now }, verbs, rates);
    const caller = personOf(strict, maya.identity, maya);
    for (let i = 0; i < 3; i++) await caller.do('identity.workspaces', {});
    await expect(caller.do('identity.workspaces', {})).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 500,
    });
    await expect(personOf(strict, sofia.identity, sofia).do('identity.workspaces', {})).resolves.toBeTruthy();
  });
});

describe('idempotency', () => {
  test('[O4] a command with a key takes effect once and answers the same', async () => {
    const args = { workspace: world.workspace, name: 'once-only', kind: 'public' as const };
    const answers = await Promise.all(['', '', ''].map(() => sofia.do('channel.create', args, 'create-1')));
    const again = await sofia.do('channel.create', args, 'create-1');
    expect(new Set([...answers, again].map(({ channel }) => channel.id)).size).toBe(1);
    expect(again).toEqual(answers[0]);
    await expect(sofia.do('channel.create', args)).rejects.toEqual(refused('conflict', 'args.name'));
  });

  test('[O5] the same key with other arguments, or for another command, is refused', async () => {
    await sofia.do('channel.create', { workspace: world.workspace, name: 'keyed', kind: 'public' }, 'create-2');
    const other = { workspace: world.workspace, name: 'keyed-2', kind: 'public' as const };
    await expect(sofia.do('channel.create', other, 'create-2')).rejects.toEqual(refused('conflict', 'key'));
    await expect(
      sofia.do('workspace.update', { workspace: world.workspace, name: 'Elsewhere' }, 'create-2'),
    ).rejects.toEqual(refused('conflict', 'key'));
    const alreadyThere = sofia.do('channel.join', { channel: world.general.id }, 'create-2');
    await expect(alreadyThere).rejects.toEqual(refused('conflict', 'key'));
  });

  test('[O4] a repetition that would change nothing by now still answers with the first result', async () => {
    const { channel } = await sofia.do('channel.create', {
      workspace: world.workspace,
      name: 'first-result',
      kind: 'public',
    });
    const first = await sofia.do('channel.update', { channel: channel.id, topic: 'here' }, 'topic-0');
    await sofia.do('channel.update', { channel: channel.id, name: 'second-result' });
    expect(await sofia.do('channel.update', { channel: channel.id, topic: 'here' }, 'topic-0')).toEqual(first);
  });

  test('[O4] keys of different people have nothing to do with each other', async () => {
    const args = (name: string) => ({ workspace: world.workspace, name, kind: 'public' as const });
    const hers = await sofia.do('channel.create', args('hers'), 'mine');
    const theirs = await maya.do('channel.create', args('theirs'), 'mine');
    expect(theirs.channel.id).not.toBe(hers.channel.id);
  });

  test('[O4] a repetition is answered after the permission is gone', async () => {
    const { channel } = await sofia.do('channel.create', {
      workspace: world.workspace,
      name: 'rights',
      kind: 'private',
    });
    await sofia.do('channel.invite', { channel: channel.id, users: [maya.user] });
    const topic = { channel: channel.id, topic: 'what we may' };
    const first = await maya.do('channel.update', topic, 'topic-1');
    await sofia.do('channel.remove', { channel: channel.id, users: [maya.user] });
    expect(await maya.do('channel.update', topic, 'topic-1')).toEqual(first);
    await expect(maya.do('channel.update', topic, 'topic-2')).rejects.toEqual(refused('not_found'));
  });

  test.each(['channel', 'workspace'] as const)(
    '[O4] a repetition shows nothing of what is there now to who was removed from the %s',
    async (from) => {
      const nadia = await world.join(`Nadia of the ${from}`);
      const name = `removed-from-${from}`;
      const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name, kind: 'private' });
      await sofia.do('channel.invite', { channel: channel.id, users: [nadia.user] });
      const args = { channel: channel.id, text: 'read this', askAcknowledgement: true, clientId: newId('session') };
      const { message: urgent } = await sofia.do('message.post', args);
      const poll = { options: ['yes', 'no'] };
      const question = { channel: channel.id, text: 'shall we?', clientId: newId('session'), poll };
      const { message: asked } = await nadia.do('message.post', question);
      const own = await nadia.post(channel.id, 'mine');
      const bookmark = newId('bookmark');
      const link = { channel: channel.id, bookmark, title: 'wiki', address: 'https://wiki.example' };
      const message = urgent.id;
      const all = () => [
        nadia.do('reaction.add', { message, emoji: '👍' }, 'gone-react'),
        nadia.do('message.pin', { message }, 'gone-pin'),
        nadia.do('message.acknowledge', { message }, 'gone-acknowledge'),
        nadia.do('message.edit', { message: own.id, text: 'mine, again' }, 'gone-edit'),
        nadia.do('poll.vote', { message: asked.id, choices: [1] }, 'gone-vote'),
        nadia.do('bookmark.add', link, 'gone-bookmark'),
      ];
      const close = () => nadia.do('poll.close', { message: asked.id }, 'gone-close');
      const first = [...(await Promise.all(all())), await close()];
      await expect(Promise.all([...all(), close()])).resolves.toHaveLength(first.length);
      if (from === 'channel') await sofia.do('channel.remove', { channel: channel.id, users: [nadia.user] });
      else await sofia.do('user.remove', { user: nadia.user });
      const before = await eventCount();
      expect(await outcomesOf([...all(), close()])).toEqual(first.map(() => 'not_found'));
      expect(await eventCount()).toBe(before);
    },
  );

  test('[O4] a repetition is answered after somebody else undid it, and nothing happens', async () => {
    const message = await maya.post(world.general.id, 'react to me');
    await maya.do('reaction.add', { message: message.id, emoji: '👍' }, 'up-1');
    await maya.do('reaction.remove', { message: message.id, emoji: '👍' }, 'up-2');
    const again = await maya.do('reaction.add', { message: message.id, emoji: '👍' }, 'up-1');
    expect(again.message.reactions).toEqual([]);
  });

  test('a key has a form', async () => {
    await expect(sofia.do('channel.join', { channel: world.general.id }, 'a key')).rejects.toEqual(
      refused('invalid', 'key'),
    );
  });

  test('[O6] what would change nothing appends nothing and answers with the present state', async () => {
    const message = await maya.post(world.general.id, 'the same');
    await maya.do('reaction.add', { message: message.id, emoji: '🎉' });
    const before = await eventCount();
    const answer = await maya.do('reaction.add', { message: message.id, emoji: '🎉' });
    expect(answer.message.reactions).toEqual([{ emoji: '🎉', users: [maya.user] }]);
    await maya.do('reaction.remove', { message: message.id, emoji: '🐌' });
    await maya.do('message.edit', { message: message.id, text: 'the same' });
    await maya.do('channel.join', { channel: world.general.id });
    await sofia.do('channel.update', { channel: world.random.id, name: 'random', topic: '' });
    await sofia.do('channel.invite', { channel: world.general.id, users: [maya.user] });
    await sofia.do('channel.unarchive', { channel: world.random.id });
    await sofia.do('workspace.update', { workspace: world.workspace, name: 'Harbor Studio' });
    await maya.do('user.update', { user: maya.user, name: 'Maya' });
    expect(await eventCount()).toBe(before);
  });
});

describe('[L3] rules that move between check and commit', () => {
  // A log in front of the real one, through which somebody slips in just before an append.
  function interrupted(by: () => Promise<unknown>, times = 1): World {
    const { log } = world.world;
    let left = times;
    const append = async (item: Item) => {
      if (left-- > 0) await by();
      return log.append(item);
    };
    const slow: Log = { ...bound(log), append };
    return { ...world.world, log: slow };
  }

  function bound(log: Log): Log {
    return {
      append: (item) => log.append(item),
      lookup: (key) => log.lookup(key),
      read: (request) => log.read(request),
      heads: (streams) => log.heads(streams),
      movedHeads: (known) => log.movedHeads(known),
      ensureStreams: (streams) => log.ensureStreams(streams),
      onCommitted: (listener) => log.onCommitted(listener),
      close: () => log.close(),
    };
  }

  async function aChannel(name: string) {
    const { channel } = await sofia.do('channel.create', { workspace: world.workspace, name, kind: 'private' });
    await sofia.do('channel.invite', { channel: channel.id, users: [maya.user] });
    return channel;
  }

  test('somebody removed meanwhile does not post', async () => {
    const channel = await aChannel('race-1');
    const removal = () => sofia.do('channel.remove', { channel: channel.id, users: [maya.user] });
    const dispatch = makeDispatch(interrupted(removal), verbs, noRates);
    await expect(personOf(dispatch, maya.identity, maya).post(channel.id, 'still here?')).rejects.toEqual(
      refused('not_found'),
    );
    const { messages } = await sofia.do('channel.history', { channel: channel.id });
    expect(messages.some((message) => message.text === 'still here?')).toBe(false);
  });

  test('a change that does not concern the post only makes it be checked again', async () => {
    const channel = await aChannel('race-2');
    let n = 0;
    const other = () =>
      sofia.do('channel.create', { workspace: world.workspace, name: `bystander-${n++}`, kind: 'public' });
    const dispatch = makeDispatch(interrupted(other, 3), verbs, noRates);
    const posted = await personOf(dispatch, maya.identity, maya).post(channel.id, 'unmoved');
    expect(posted.text).toBe('unmoved');
  });

  test('rules that never rest end in busy, and nothing is written', async () => {
    const channel = await aChannel('race-3');
    let n = 0;
    const other = () =>
      sofia.do('channel.create', { workspace: world.workspace, name: `restless-${n++}`, kind: 'public' });
    const dispatch = makeDispatch(interrupted(other, 100), verbs, noRates);
    await expect(personOf(dispatch, maya.identity, maya).post(channel.id, 'never')).rejects.toEqual(refused('busy'));
    const { messages } = await sofia.do('channel.history', { channel: channel.id });
    expect(messages.some((message) => message.text === 'never')).toBe(false);
  });

  test('a message deleted meanwhile is neither edited nor reacted to', async () => {
    for (const change of ['edit', 'react'] as const) {
      const message = await maya.post(world.general.id, 'short-lived');
      const deletion = () => maya.do('message.delete', { message: message.id });
      const caller = personOf(makeDispatch(interrupted(deletion), verbs, noRates), maya.identity, maya);
      const late =
        change === 'edit'
          ? caller.do('message.edit', { message: message.id, text: 'too late' })
          : caller.do('reaction.add', { message: message.id, emoji: '👍' });
      await expect(late).rejects.toEqual(refused('not_found'));
    }
  });

  test('a message deleted meanwhile without replies gets none', async () => {
    const message = await maya.post(world.general.id, 'no answers please');
    const deletion = () => maya.do('message.delete', { message: message.id });
    const caller = personOf(makeDispatch(interrupted(deletion), verbs, noRates), sofia.identity, sofia);
    await expect(caller.post(world.general.id, 'an answer', message.id)).rejects.toEqual(refused('not_found'));
  });

  test('a name taken between check and commit is a conflict', async () => {
    const args = { workspace: world.workspace, name: 'contested', kind: 'public' as const };
    const dispatch = makeDispatch(
      interrupted(() => sofia.do('channel.create', args)),
      verbs,
      noRates,
    );
    await expect(personOf(dispatch, maya.identity, maya).do('channel.create', args)).rejects.toEqual(
      refused('conflict', 'args.name'),
    );
  });
});

test('a refusal goes by the present rules, also where another server has changed them just now', async () => {
  const deaf = new MembershipIndex({ sql: world.database.sql, withPosition, patienceMs: 20 });
  await deaf.of(world.workspace);
  const elsewhere = makeDispatch({ ...world.world, rules: deaf }, verbs, noRates);
  const { channel } = await sofia.do('channel.create', {
    workspace: world.workspace,
    name: 'two-servers',
    kind: 'private',
  });
  await sofia.do('channel.invite', { channel: channel.id, users: [maya.user] });
  const roaming = personOf(elsewhere, maya.identity, maya);
  await roaming.post(channel.id, 'just invited');
  await sofia.do('user.update', { user: maya.user, role: 'admin' });
  await roaming.do('channel.update', { channel: channel.id, name: 'two-servers-later' });
  await sofia.do('user.update', { user: maya.user, role: 'member' });
  await expect(roaming.do('channel.update', { channel: channel.id, name: 'no' })).rejects.toEqual(refused('forbidden'));
  const { channel: second } = await sofia.do('channel.create', {
    workspace: world.workspace,
    name: 'found',
    kind: 'private',
  });
  await sofia.do('channel.invite', { channel: second.id, users: [maya.user] });
  expect((await roaming.do('channel.get', { channel: second.id })).membership).not.toBeNull();
});

test('a token for an unknown user is nobody anywhere', async () => {
  const ghost = personOf(world.dispatch, { ...maya.identity, subject: newId('account') }, maya);
  await expect(ghost.do('workspace.snapshot', { workspace: world.workspace })).rejects.toEqual(refused('not_found'));
  await expect(ghost.do('workspace.snapshot', { workspace: newId('workspace') })).rejects.toEqual(refused('not_found'));
});
