import { expect, test } from 'vitest';
import type { Message } from './entities.ts';
import { packPosted, readServerFrame } from './serverFrame.ts';

const said = { seq: 7, at: '2026-11-21T10:15:30.000123Z', actor: 'U01JD3ZK5Q8XG7TRP' };
const plain: Message = {
  id: 'M01JD3ZK5Q8XG7TRS',
  rev: said.seq,
  channel: 'C01JD3ZK5Q8XG7TRR',
  author: said.actor,
  clientId: 'c-1',
  text: 'Hello',
  createdAt: said.at,
  reactions: [],
};
const overTheWire = (message: Message) => JSON.parse(JSON.stringify(packPosted(said, message)));
const heard = (data: unknown) => {
  const events = [
    { ...said, v: 1, type: 'message.posted', data },
    { ...said, v: 1, type: 'unheard.of', data: {} },
  ];
  const frame = readServerFrame(JSON.stringify({ type: 'batch', stream: 'T01JD3ZK5Q8XG7TRT', cursor: 'a.7', events }));
  return frame.type === 'batch' && frame.events[0]!.data;
};

test('[S13] a message does not repeat what its event says', () => {
  const { id, channel, clientId, text } = plain;
  expect(overTheWire(plain)).toEqual({ message: { id, channel, clientId, text } });
  expect(heard(overTheWire(plain))).toEqual({ message: plain });
});

test('[S13] what differs from its event is said', () => {
  const reactions = [{ emoji: '👍', users: ['U01JD3ZK5Q8XG7TRQ'] }];
  const others: Partial<Message>[] = [
    { author: 'U01JD3ZK5Q8XG7TRQ' },
    { createdAt: '2020-01-01T00:00:00.000000Z' },
    { rev: 9 },
    { reactions },
    { threadRoot: 'M01JD3ZK5Q8XG7TRT', inChannel: true },
  ];
  for (const other of others) {
    const message = { ...plain, ...other };
    expect(overTheWire(message).message).toMatchObject(other);
    expect(heard(overTheWire(message))).toEqual({ message });
  }
});

test('[S13] a whole message stays as it is', () => {
  expect(heard({ message: plain })).toEqual({ message: plain });
});
