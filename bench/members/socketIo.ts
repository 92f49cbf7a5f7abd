import { RawSocket } from '../rawSocket.ts';
import type { Coming, Ears, Member } from './member.ts';

const OFFSET_AT_MOST = 40;

/**
 * A member of a Socket.IO room, speaking its protocol over the same bare socket as everybody: `40` connected, `42` an event, `43` the
 * answer to one, `2` a ping.
 */
export async function joinSocketIo(port: number, room: string, ears: Ears, coming: Coming = {}): Promise<Member> {
  let joined = () => {};
  let offset = '';
  let session = '';
  const done = new Promise<void>((resolve) => (joined = resolve));
  const before = coming.after === undefined ? null : (JSON.parse(coming.after) as { pid: string; offset: string });
  const connected = (text: string): void => {
    ({ pid: session } = JSON.parse(text) as { pid: string });
    if (before && session !== before.pid) throw new Error('Socket.IO did not recover a session.');
    if (before) joined();
    else socket.send(`420${JSON.stringify(['join', room])}`);
  };
  const socket: RawSocket = await RawSocket.open(port, '/socket.io/?EIO=4&transport=websocket', {}, (payload) => {
    const start = payload.toString('latin1', 0, 12);
    if (start.startsWith('42["message"')) {
      if (coming.remember)
        offset = /"([^"]*)"\]$/.exec(payload.toString('latin1', payload.length - OFFSET_AT_MOST))![1]!;
      ears.delivered(1);
    } else if (start.startsWith('430[')) joined();
    else if (start.startsWith('43')) ears.acknowledged(Number.parseInt(start.slice(2), 10));
    else if (start.startsWith('40')) connected(payload.toString('utf8', 2));
    else if (start === '2') socket.send('3');
  });
  socket.send(before ? `40${coming.after}` : '40');
  await done;
  return {
    post: (id, text) => socket.send(`42${id}${JSON.stringify(['post', text])}`),
    place: () => JSON.stringify({ pid: session, offset }),
    close: () => socket.close(),
  };
}
