import { RawSocket } from '../rawSocket.ts';
import { LETTER, letter, type Coming, type Ears, type Member } from './member.ts';

const ACK = letter('ack');
const MESSAGE = letter('message');

/** A member of a room of the servers that we wrote to compare with: naive, limit, durable. */
export async function joinPlain(port: number, room: string, ears: Ears, coming: Coming = {}): Promise<Member> {
  let joined = () => {};
  let seq = '0';
  const done = new Promise<void>((resolve) => (joined = resolve));
  const socket = await RawSocket.open(port, '/', {}, (payload) => {
    if (payload[LETTER] === MESSAGE) {
      if (coming.remember) seq = /"seq":(\d+)/.exec(payload.toString('latin1', 0, 80))![1]!;
      ears.delivered(1);
    } else if (payload[LETTER] === ACK) ears.acknowledged(Number(/"id":(\d+)/.exec(payload.toString('latin1'))![1]));
    else joined();
  });
  const after = coming.after === undefined ? {} : { after: Number(coming.after) };
  socket.send(JSON.stringify({ type: 'join', room, ...after }));
  await done;
  return {
    post: (id, text) => socket.send(JSON.stringify({ type: 'post', id, text })),
    place: () => seq,
    close: () => socket.close(),
  };
}
