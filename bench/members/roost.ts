import { RawSocket } from '../rawSocket.ts';
import { count, LETTER, letter, type Coming, type Ears, type Member } from './member.ts';

const BATCH = letter('batch');
const WELCOME = letter('welcome');
const RESULT = '{"type":"result"';
const RESYNC = '{"type":"resync"';
const RECONNECT = '{"type":"reconnect"';
const POSTED = Buffer.from('"type":"message.posted"');
const OK = Buffer.from('"ok":true');

/** A member of a Roost channel: a bot with a token. */
export async function joinRoost(
  port: number,
  { token, channel }: { token: string; channel: string },
  ears: Ears,
  coming: Coming = {},
): Promise<Member> {
  let welcome = () => {};
  let cursors: Record<string, string> = {};
  const welcomed = new Promise<void>((resolve) => (welcome = resolve));
  const follow = (head: string): void => {
    const [, stream, cursor] = /"stream":"([^"]+)","cursor":"([^"]+)"/.exec(head)!;
    cursors[stream!] = cursor!;
  };
  const headers = { Authorization: `Bearer ${token}`, 'Sec-WebSocket-Protocol': 'roost.v1' };
  const socket = await RawSocket.open(port, '/api/v1/socket', headers, (payload) => {
    if (payload[LETTER] === BATCH) {
      if (coming.remember) follow(payload.toString('latin1', 0, 160));
      const messages = count(payload, POSTED);
      if (messages > 0) ears.delivered(messages);
      return;
    }
    const start = payload.toString('latin1', 0, 80);
    if (start.startsWith(RESULT)) {
      if (!payload.includes(OK)) throw new Error(`Roost refused a post: ${payload.toString()}`);
      ears.acknowledged(Number(/"id":(\d+)/.exec(start)![1]));
    } else if (payload[LETTER] === WELCOME) {
      ({ cursors } = JSON.parse(payload.toString()) as { cursors: Record<string, string> });
      welcome();
    } else if (start.startsWith(RESYNC) || start.startsWith(RECONNECT))
      throw new Error(`Roost does not serve a member as the others do: ${payload.toString()}`);
  });
  socket.send(`{"type":"hello","cursors":${coming.after ?? '{}'}}`);
  await welcomed;
  const own = token.slice(-8);
  return {
    post: (id, text) =>
      socket.send(
        JSON.stringify({
          type: 'command',
          id,
          name: 'message.post',
          args: { channel, text, clientId: `${own}-${Date.now()}-${id}` },
        }),
      ),
    place: () => JSON.stringify(cursors),
    close: () => socket.close(),
  };
}
