import { newId } from '@roost/protocol/ids';
import { describe, expect, it } from 'vitest';
import { leadsTo, shortOf, toAddress } from './leadsTo.ts';

const origin = 'https://chat.example';
const path = `/w/${newId('workspace')}/c/${newId('channel')}`;

describe('a bookmark', () => {
  it('to a channel or a message of this workspace leads there in place', () => {
    expect(leadsTo(`${origin}${path}/m/${newId('message')}`, origin)).toMatchObject({ to: 'place' });
    expect(leadsTo(`${origin}${path}?pane=pins`, origin)).toMatchObject({ to: 'place', path: `${path}?pane=pins` });
  });

  it.each([`${origin}.evil.example${path}`, `${origin}/nowhere`, `https://elsewhere.example${path}`])(
    'to %s leads elsewhere',
    (address) => expect(leadsTo(address, origin)).toEqual({ to: 'page' }),
  );

  it.each([
    ['wiki.example/a', 'https://wiki.example/a'],
    ['localhost:3000/a', null],
    ['ops@harbor.example', 'mailto:ops@harbor.example'],
    ['  http://wiki.example ', 'http://wiki.example/'],
    ['javascript:alert(1)', null],
    ['just words', null],
  ])('typed as %j means %j', (typed, address) => expect(toAddress(typed)).toBe(address));

  it('is called after its host or its mailbox where nobody called it anything', () => {
    expect([shortOf('https://www.wiki.example/x'), shortOf('mailto:ops@harbor.example')]).toEqual([
      'wiki.example',
      'ops@harbor.example',
    ]);
  });
});
