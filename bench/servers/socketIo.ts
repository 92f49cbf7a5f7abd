import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { tell } from './tell.ts';

// Socket.IO with a room per channel, as its documentation shows it. Nothing is stored. RECOVERY makes it keep what those miss who are
// cut off (`connectionStateRecovery`).

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  ...(process.env['RECOVERY'] ? { connectionStateRecovery: { maxDisconnectionDuration: 120_000 } } : {}),
});

io.on('connection', (socket) => {
  let room = [...socket.rooms].find((name) => name !== socket.id) ?? '';
  socket.on('join', (name: string, done: () => void) => {
    room = name;
    void socket.join(room);
    done();
  });
  socket.on('post', (text: string, done: () => void) => {
    done();
    io.to(room).emit('message', { room, author: 'U01JD3ZK5Q8XG7TRN', at: Date.now(), text });
  });
});

http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => tell((http.address() as { port: number }).port));
