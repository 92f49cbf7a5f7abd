import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A letter as a mail server got it. */
export interface Taken {
  from: string;
  to: string[];
  data: string;
}

/** A mail server on loopback that speaks plain SMTP, keeps what it takes, and refuses recipients that it is told to. */
export async function openTestSmtp(): Promise<{
  url: string;
  taken: Taken[];
  refuses: Set<string>;
  close: () => Promise<void>;
}> {
  const taken: Taken[] = [];
  const refuses = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    converse(socket, taken, refuses);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    refuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function converse(socket: Socket, taken: Taken[], refuses: ReadonlySet<string>): void {
  let letter: Taken = { from: '', to: [], data: '' };
  let inData = false;
  let rest = '';
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (inData) {
      if (line !== '.') letter.data += `${line.replace(/^\.\./, '.')}\n`;
      else {
        inData = false;
        taken.push(letter);
        letter = { from: '', to: [], data: '' };
        say('250 taken');
      }
      return;
    }
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') socket.write('250-test\r\n250 8BITMIME\r\n');
    else if (verb === 'MAIL') {
      letter.from = address;
      say('250 ok');
    } else if (verb === 'RCPT' && refuses.has(address)) say('550 no such mailbox');
    else if (verb === 'RCPT') {
      letter.to.push(address);
      say('250 ok');
    } else if (verb === 'DATA') {
      inData = true;
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('250 ok');
  };
  say('220 test');
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines) hear(line);
  });
}
