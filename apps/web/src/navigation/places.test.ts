import { newId } from '@roost/protocol/ids';
import { describe, expect, it } from 'vitest';
import { fromPath, split, toPath, type Place } from './places.ts';

const workspace = newId('workspace');
const channel = newId('channel');
const direct = newId('direct');
const message = newId('message');
const root = newId('message');
const user = newId('user');

describe('places', () => {
  const all: Place[] = [
    { at: 'start' },
    { at: 'setup' },
    { at: 'signIn' },
    { at: 'signIn', next: `/w/${workspace}/c/${channel}?pane=members` },
    { at: 'invite', code: 'a b/c' },
    { at: 'home', workspace },
    { at: 'enter', workspace },
    { at: 'directs', workspace },
    { at: 'people', workspace },
    { at: 'saved', workspace },
    { at: 'drafts', workspace },
    { at: 'threads', workspace },
    { at: 'unreads', workspace },
    { at: 'activity', workspace },
    { at: 'activity', workspace, show: 'mentions' },
    { at: 'activity', workspace, show: 'reactions', news: true },
    { at: 'settings', workspace, section: null },
    { at: 'settings', workspace, section: 'devices' },
    { at: 'settings', workspace, section: 'people' },
    { at: 'settings', workspace, section: 'people', people: { search: 'Inès & co', show: 'guest' } },
    { at: 'channelNamed', workspace, name: 'größe-設計' },
    { at: 'channel', workspace, channel },
    { at: 'channel', workspace, channel: direct },
    { at: 'channel', workspace, channel, message },
    { at: 'channel', workspace, channel, message, pane: { kind: 'thread', root } },
    { at: 'channel', workspace, channel: direct, pane: { kind: 'thread', root } },
    { at: 'channel', workspace, channel, pane: { kind: 'thread', root, reply: message } },
    { at: 'channel', workspace, channel, moment: '2026-11-03T09:00' },
    { at: 'channel', workspace, channel: direct, moment: '2026-11-03' },
    { at: 'channel', workspace, channel, moment: '2026-11-03T09:00Z', pane: { kind: 'thread', root } },
    { at: 'channel', workspace, channel, moment: 'latest' },
    { at: 'channel', workspace, channel, message, version: 12 },
    { at: 'channel', workspace, channel, version: 7, pane: { kind: 'thread', root, reply: message } },
    { at: 'channel', workspace, channel, message, version: 12, pane: { kind: 'pins' } },
    { at: 'channel', workspace, channel, pane: { kind: 'members' } },
    { at: 'channel', workspace, channel, message, pane: { kind: 'pins' } },
    { at: 'channel', workspace, channel, pane: { kind: 'profile', user } },
  ];
  it.each(all)('an address leads back to the place it was made from: $at', (place) => {
    expect(fromPath(...split(toPath(place)))).toEqual(place);
  });

  it.each([
    '/nowhere',
    '/w',
    '/w/not-an-id',
    `/w/${workspace}/c`,
    `/w/${workspace}/c/${direct}`,
    `/w/${workspace}/dm/${channel}`,
    `/w/${workspace}/c/${channel}/m`,
    `/w/${workspace}/c/${channel}/m/${channel}`,
    `/w/${workspace}/c/${channel}/t/${root}/m/${message}`,
    `/w/${workspace}/c/${channel}/at/yesterday`,
    `/w/${workspace}/c/${channel}/at/2026-13-03`,
    `/w/${workspace}/c/${channel}/at/2026-11-03/m/${message}`,
    `/w/${workspace}/settings/secrets`,
    `/w/${workspace}/people/more`,
    '/setup/now',
  ])('%s means nothing', (path) => {
    expect(fromPath(...split(path))).toBeNull();
  });

  it.each(['https://evil.example/', '//evil.example/', '/nowhere', 'javascript:alert(1)'])(
    'signing in never leads on to %s',
    (next) => {
      expect(fromPath('/signin', `next=${encodeURIComponent(next)}`)).toEqual({ at: 'signIn' });
    },
  );
});
