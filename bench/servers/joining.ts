import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { tell } from './tell.ts';

// The least that a chat server on Node and `ws` has to do, as a yardstick: frames are received through `ws`, encoded once, and joined per
// room and turn of the event loop, so that a socket gets one write per turn: its answers and what was said in its room. No
// authentication, no permissions, no validation, no back-pressure. A ring of recent frames in memory serves those who come back.

export interface Post {
  room: string;
  text: string;
}
/** Gives the posts their numbers, in order; the first one's is the answer. */
export type Store = (posts: readonly Post[]) => Promise<number>;

interface Member {
  socket: Socket;
  room: Room;
  answers: Buffer[];
}

interface Room {
  members: Set<Member>;
  waiting: Buffer[];
  ring: { seq: number; frame: Buffer }[];
}

interface Waiting extends Post {
  id: number;
  member: Member;
}

const RING = 500;
/** Rows in one transaction. */
const MOST = 500;

/** Listens on a free port. With a store, what is posted is answered and delivered once it is stored, what came meanwhile together. */
export function serve(store: Store | null): void {
  const rooms = new Rooms();
  let last = 0;
  const post = store ? inGroups(store, rooms) : (one: Waiting) => rooms.publish(one, ++last);
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    backlog: 4_096,
    perMessageDeflate: false,
    clientTracking: false,
  });
  server.on('connection', (ws, { socket }) => {
    let member: Member | null = null;
    let room = '';
    ws.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as {
        id: number;
        text: string;
        room: string;
        after?: number;
      };
      if (member) return post({ id: frame.id, member, room, text: frame.text });
      ({ room } = frame);
      member = rooms.enter(ws, socket, room, frame.after);
    });
  });
  server.on('listening', () => tell((server.address() as { port: number }).port));
}

/** Group commit: one statement is under way at a time, and what comes meanwhile goes into the next one. */
function inGroups(store: Store, rooms: Rooms): (post: Waiting) => void {
  let queue: Waiting[] = [];
  let storing = false;
  const storeAll = async (): Promise<void> => {
    storing = true;
    while (queue.length > 0) {
      const batch = queue.slice(0, MOST);
      queue = queue.slice(MOST);
      const first = await store(batch);
      for (const [n, post] of batch.entries()) rooms.publish(post, first + n);
    }
    storing = false;
  };
  return (post) => {
    queue.push(post);
    if (!storing) void storeAll();
  };
}

/** Who is where, and what waits for the end of this turn. */
class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #dirty = new Set<Room>();

  /** Lets somebody in, with what was said after `after`. */
  enter(ws: WebSocket, socket: Socket, name: string, after = Infinity): Member {
    let room = this.#rooms.get(name);
    if (!room) this.#rooms.set(name, (room = { members: new Set(), waiting: [], ring: [] }));
    const { members } = room;
    const member: Member = { socket, room, answers: [] };
    this.#flush();
    const missed = room.ring.filter(({ seq }) => seq > after);
    socket.write(Buffer.concat([JOINED, ...missed.map(({ frame }) => frame)]));
    members.add(member);
    ws.on('close', () => members.delete(member));
    return member;
  }

  publish({ id, member, room: name, text }: Waiting, seq: number): void {
    const { room, answers } = member;
    const message = { type: 'message', room: name, seq, author: 'U01JD3ZK5Q8XG7TRN', at: Date.now(), text };
    const frame = encode(JSON.stringify(message));
    answers.push(encode(`{"type":"ack","id":${id},"seq":${seq}}`));
    room.waiting.push(frame);
    room.ring.push({ seq, frame });
    if (room.ring.length > 2 * RING) room.ring.splice(0, RING);
    if (this.#dirty.size === 0) setImmediate(() => this.#flush());
    this.#dirty.add(room);
  }

  #flush(): void {
    for (const room of this.#dirty) {
      const said = join(room.waiting);
      room.waiting = [];
      for (const { socket, answers } of room.members) {
        if (answers.length === 0) socket.write(said);
        else socket.write(Buffer.concat([...answers.splice(0), said]));
      }
    }
    this.#dirty.clear();
  }
}

/** A WebSocket text frame from a server. */
function encode(text: string): Buffer {
  const payload = Buffer.from(text);
  const short = payload.length < 126;
  const head = Buffer.alloc(short ? 2 : 4);
  head[0] = 0x81;
  head[1] = short ? payload.length : 126;
  if (!short) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

function join(frames: readonly Buffer[]): Buffer {
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames);
}

const JOINED = encode('{"type":"joined"}');
