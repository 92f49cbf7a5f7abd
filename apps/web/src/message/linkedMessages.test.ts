import { newId } from '@roost/protocol/ids';
import { describe, expect, it } from 'vitest';
import { linkedMessages } from './linkedMessages.ts';
import { messagePath } from './messageLink.ts';

const origin = 'https://chat.example';
const workspace = newId('workspace');
const channel = newId('channel');
const [id, threadRoot] = [newId('message'), newId('message')];
const link = origin + messagePath(workspace, { id, channel });

describe('the messages to which a text links', () => {
  it('are found wherever a link stands, each once', () => {
    expect(linkedMessages(`See ${link} and **[this](${link})**.`, origin)).toEqual([{ message: id }]);
    expect(linkedMessages(`> - ${link}`, origin)).toEqual([{ message: id }]);
  });

  it('may be replies, and a version of them', () => {
    const reply = origin + messagePath(workspace, { id, channel, threadRoot }, { version: 12 });
    expect(linkedMessages(reply, origin)).toEqual([{ message: id, rev: 12 }]);
    expect(linkedMessages(`${link} ${link}?v=4`, origin)).toEqual([{ message: id }, { message: id, rev: 4 }]);
  });

  it('are of this server, and not in code', () => {
    expect(linkedMessages(link.replace('chat', 'evil'), origin)).toEqual([]);
    expect(linkedMessages(`\`${link}\``, origin)).toEqual([]);
    expect(linkedMessages(`${origin}/w/${workspace}/c/${channel}`, origin)).toEqual([]);
  });
});
