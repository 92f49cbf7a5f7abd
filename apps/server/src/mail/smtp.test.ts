import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openSmtp } from './smtp.ts';
import { openTestSmtp } from './testSmtp.ts';

const from = 'Roost <roost@harbor.example>';
const letter = { to: 'maya@harbor.example', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
const silent = { warn() {} };

test('fifty letters do not each wait for a mail server that is away, and a later one tries it again', async () => {
  let knocks = 0; // two of each letter that is tried
  const away = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
  let clock = 1_000_000;
  const { port } = away.address() as AddressInfo;
  const mail = openSmtp({ url: `smtp://127.0.0.1:${port}`, from }, silent, () => clock);
  const taken = await Promise.all(Array.from({ length: 50 }, () => mail.send(letter)));
  expect([taken.includes(true), knocks]).toEqual([false, 6]);
  clock += 10_000;
  expect([await mail.send(letter), knocks]).toEqual([false, 8]);
  mail.close();
  away.close();
});

test('a mailbox that is refused keeps no other letter from its way', async () => {
  const server = await openTestSmtp();
  server.refuses.add('gone@harbor.example');
  const mail = openSmtp({ url: server.url, from }, silent);
  const addresses = ['gone@harbor.example', ...Array.from({ length: 5 }, (_, i) => `m${i}@harbor.example`)];
  const taken = await Promise.all(addresses.map((to) => mail.send({ ...letter, to })));
  expect(taken).toEqual([false, true, true, true, true, true]);
  mail.close();
  await server.close();
});
