import { RawSocket } from '../rawSocket.ts';
import type { Ears, Member } from './member.ts';

/** A member of a Socket.IO room, speaking its protocol over the same bare socket as everybody: `4` message, `2` event, `0` connect. */
export async function joinSocketIo(port: number, room: string, ears: Ears): Promise<Member> {
  let joined = () => {};
  const done = new Promise<void>((resolve) => (joined = resolve));
  const socket: RawSocket = await RawSocket.open(port, '/socket.io/?EIO=4&transport=websocket', {}, (payload) => {
    const start = payload.toString('latin1', 0, 24);
    if (start.startsWith('42["message"')) ears.delivered(1);
    else if (start.startsWith('42["ack",')) ears.acknowledged(Number.parseInt(start.slice(9), 10));
    else if (start.startsWith('42["joined"')) joined();
    else if (start.startsWith('40')) socket.send(`42${JSON.stringify(['join', room])}`);
    else if (start === '2') socket.send('3');
  });
  socket.send('40');
  await done;
  return { post: (id, text) => socket.send(`42${JSON.stringify(['post', id, text])}`), close: () => socket.close() };
}
