import type { Message } from '@roost/protocol/entities';
import { readServerFrame } from '@roost/protocol/serverFrame';
import { toIso } from '@roost/protocol/time';
import { expect, test } from 'vitest';
import type { LoggedEvent } from '../log/item.ts';
import { Announcement } from './announcement.ts';
import { batchFrame } from './frame.ts';

const USER = 'U01JD3ZK5Q8XG7TRP';
const at = 1_763_720_130_000_123;
const message: Message = {
  id: 'M01JD3ZK5Q8XG7TRS',
  rev: 4,
  channel: 'C01JD3ZK5Q8XG7TRR',
  author: USER,
  clientId: 'c-1',
  text: 'Hello "you"',
  createdAt: toIso(at),
  reactions: [],
};
const posted: LoggedEvent<'message.posted'> = {
  stream: 'T01JD3ZK5Q8XG7TRT',
  seq: 4,
  v: 1,
  type: 'message.posted',
  at,
  actor: USER,
  audience: message.channel,
  backfill: false,
  data: { message },
  json: JSON.stringify({ message }),
};

test('[S13] a message goes out without what its event says, and is whole where it is read', () => {
  const text = batchFrame(posted.stream, 'e', 4, [new Announcement(posted)])
    .bytes.subarray(4)
    .toString();
  expect(text).not.toMatch(/author|createdAt|rev|reactions/);
  expect(readServerFrame(text)).toMatchObject({ events: [{ seq: 4, actor: USER, data: { message } }] });
});
