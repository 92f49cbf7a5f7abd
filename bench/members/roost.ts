import { RawSocket } from '../rawSocket.ts';
import { count, type Ears, type Member } from './member.ts';

const RESULT = Buffer.from('"type":"result"');
const POSTED = Buffer.from('"type":"message.posted"');
const OK = Buffer.from('"ok":true');
const WELCOME = Buffer.from('"type":"welcome"');

/** A member of a Roost channel: a bot with a token. */
export async function joinRoost(
  port: number,
  { token, channel }: { token: string; channel: string },
  ears: Ears,
): Promise<Member> {
  let welcome = () => {};
  const welcomed = new Promise<void>((resolve) => (welcome = resolve));
  const headers = { Authorization: `Bearer ${token}`, 'Sec-WebSocket-Protocol': 'roost.v1' };
  const socket = await RawSocket.open(port, '/api/v1/socket', headers, (payload) => {
    const start = payload.subarray(0, 40);
    if (start.includes(RESULT)) {
      if (!payload.includes(OK)) throw new Error(`Roost refused a post: ${payload.toString()}`);
      ears.acknowledged(Number(/"id":(\d+)/.exec(payload.toString('latin1', 0, 80))![1]));
    } else if (start.includes(WELCOME)) welcome();
    else {
      const messages = count(payload, POSTED);
      if (messages > 0) ears.delivered(messages);
    }
  });
  socket.send('{"type":"hello","cursors":{}}');
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
    close: () => socket.close(),
  };
}
