import { isDeepStrictEqual } from 'node:util';
import { fromSnapshot, normalise } from '@roost/client/replica';
import type { ChannelWindow, WorkspaceState } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { call } from '@roost/server/src/doors/testClient.ts';
import type { Report } from './checker.ts';
import type { Device } from './device.ts';
import type { History } from './history.ts';

/** What a device shows in the end, beside what the server answers to somebody who comes fresh [C8]. */
export async function compareWithFresh(device: Device, url: string, history: History, report: Report): Promise<void> {
  const state = device.state;
  if (!state) return report('stale', `${device.name} shows nothing`);
  const token = await device.freshToken();
  const fresh = fromSnapshot(await call(url, 'workspace.snapshot', { workspace: state.id }, token));
  compareParts(device, state, fresh, report);
  for (const id of state.channels.keys()) {
    const channel = state.channels.get(id)!;
    if (channel.kind !== 'public' && !history.isMember(device.login.user, id))
      report('leaked', `${device.name} still shows ${channel.kind} ${id}`);
    else if (!fresh.channels.has(id)) {
      const answer = await call(url, 'channel.get', { channel: id }, token);
      if (!isDeepStrictEqual(channel, answer.channel))
        report('stale', `${device.name}: channel ${id} ${difference(channel, answer.channel)}`);
    }
  }
  for (const [id, window] of state.windows) {
    if (!state.memberships.has(id) || !isWhole(window)) continue;
    const theirs = await newest(url, token, id, window.messages.length);
    compareMessages(`${device.name}: timeline of ${id}`, window, theirs, report);
  }
  for (const [id, thread] of state.threads) {
    if (!state.memberships.has(thread.channel) || !isWhole(thread) || !thread.root) continue;
    const page = await call(url, 'thread.history', { message: id, limit: limits.historyPage }, token).catch(() => null);
    if (!page) report('stale', `${device.name}: thread ${id} is gone, and shown`);
    else {
      compareMessages(`${device.name}: thread ${id}`, thread, page.messages, report);
      if (!isDeepStrictEqual(thread.root, page.root))
        report('stale', `${device.name}: root ${id} ${difference(thread.root, page.root)}`);
    }
  }
}

function compareParts(device: Device, state: WorkspaceState, fresh: WorkspaceState, report: Report): void {
  const [mine, theirs] = [normalise(state), normalise(fresh)];
  for (const part of ['self', 'workspace'] as const) {
    if (!isDeepStrictEqual(mine[part], theirs[part]))
      report('stale', `${device.name}: ${part} ${difference(mine[part], theirs[part])}`);
  }
  for (const part of ['users', 'channels', 'memberships', 'threads'] as const) {
    const [a, b] = [mine[part], theirs[part]].map((list) => new Map(list.map((one) => [keyOf(one), one])));
    for (const id of new Set([...a!.keys(), ...b!.keys()])) {
      const [here, there] = [a!.get(id), b!.get(id)];
      if (!isDeepStrictEqual(here, there)) report('stale', `${device.name}: ${part} ${id} ${difference(here, there)}`);
    }
  }
}

function keyOf(one: { id: string } | { root: string } | { channel: string }): string {
  if ('id' in one) return one.id;
  return 'root' in one ? one.root : one.channel;
}

function isWhole({ status, stale, hasMoreAfter, extending }: ChannelWindow): boolean {
  return status === 'ready' && !stale && !hasMoreAfter && !extending;
}

async function newest(url: string, token: string, channel: string, count: number): Promise<Message[]> {
  let messages: Message[] = [];
  for (;;) {
    const before = messages[0] && { before: messages[0].createdAt };
    const page = await call(url, 'channel.history', { channel, limit: limits.historyPage, ...before }, token);
    messages = [...page.messages, ...messages];
    if (!page.hasMoreBefore || messages.length >= count) return messages;
  }
}

function compareMessages(what: string, window: ChannelWindow, theirs: readonly Message[], report: Report): void {
  const first = window.messages[0]?.createdAt ?? '';
  const expected = window.hasMoreBefore && first ? theirs.filter(({ createdAt }) => createdAt >= first) : theirs;
  if (isDeepStrictEqual(window.messages, expected)) return;
  const [mine, right] = [window.messages, expected].map(
    (list) => new Map(list.map((message) => [message.id, message])),
  );
  for (const id of new Set([...mine!.keys(), ...right!.keys()])) {
    const [here, there] = [mine!.get(id), right!.get(id)];
    if (!isDeepStrictEqual(here, there))
      return report(here ? 'stale' : 'lost', `${what}: ${id} ${difference(here, there)}`);
  }
  report('reordered', `${what} has the same messages in another order`);
}

function difference(mine: unknown, theirs: unknown): string {
  return `is ${JSON.stringify(mine)?.slice(0, 600)}, should be ${JSON.stringify(theirs)?.slice(0, 600)}`;
}
