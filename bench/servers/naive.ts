import postgres from 'postgres';
import { WebSocketServer, type WebSocket } from 'ws';
import { tell } from './tell.ts';

// What most people write first: parse, (store in a transaction of its own,) stringify and send to every member in turn. No
// authentication, no permissions, no back-pressure, no replay. DATABASE_URL makes it durable: one statement, which is one transaction,
// per message, and messages are numbered without holes by their workspace, as Roost does.

const sql = process.env['DATABASE_URL'] ? postgres(process.env['DATABASE_URL'], { max: 16, onnotice: () => {} }) : null;
if (sql) {
  await sql`create table if not exists naive_counter (scope text primary key, seq bigint not null)`;
  await sql`create table if not exists naive_message (scope text, seq bigint, room text, body jsonb, primary key (scope, seq))`;
}

const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });

async function store(room: string, body: object): Promise<number> {
  if (!sql) return 0;
  const [row] = await sql`
    with n as (insert into naive_counter values ('workspace', 1)
               on conflict (scope) do update set seq = naive_counter.seq + 1 returning seq)
    insert into naive_message select 'workspace', seq, ${room}, ${sql.json(body as never)} from n returning seq`;
  return Number(row!['seq']);
}

server.on('connection', (socket) => {
  let room = '';
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as { type: string; room: string; id: number; text: string };
    if (frame.type === 'join') {
      room = frame.room;
      const members = rooms.get(room) ?? new Set();
      members.add(socket);
      rooms.set(room, members);
      socket.send('{"type":"joined"}');
      return;
    }
    void store(room, { text: frame.text }).then((seq) => {
      socket.send(JSON.stringify({ type: 'ack', id: frame.id, seq }));
      for (const member of rooms.get(room) ?? []) {
        member.send(
          JSON.stringify({ type: 'message', room, seq, author: 'U01JD3ZK5Q8XG7TRN', at: Date.now(), text: frame.text }),
        );
      }
    });
  });
  socket.on('close', () => rooms.get(room)?.delete(socket));
});

server.on('listening', () => tell((server.address() as { port: number }).port));
