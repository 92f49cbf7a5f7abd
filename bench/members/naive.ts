import { RawSocket } from '../rawSocket.ts';
import type { Ears, Member } from './member.ts';

const ACK = Buffer.from('"type":"ack"');
const MESSAGE = Buffer.from('"type":"message"');

/** A member of a room of the server that most people write first. */
export async function joinNaive(port: number, room: string, ears: Ears): Promise<Member> {
  let joined = () => {};
  const done = new Promise<void>((resolve) => (joined = resolve));
  const socket = await RawSocket.open(port, '/', {}, (payload) => {
    const start = payload.subarray(0, 40);
    if (start.includes(ACK)) ears.acknowledged(Number(/"id":(\d+)/.exec(payload.toString('latin1'))![1]));
    else if (start.includes(MESSAGE)) ears.delivered(1);
    else joined();
  });
  socket.send(JSON.stringify({ type: 'join', room }));
  await done;
  return { post: (id, text) => socket.send(JSON.stringify({ type: 'post', id, text })), close: () => socket.close() };
}
