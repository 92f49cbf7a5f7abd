import { createServer } from 'node:http';
import { Server } from 'socket.io';

// Socket.IO with a room per channel, as its documentation shows it. Nothing is stored.

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });

io.on('connection', (socket) => {
  let room = '';
  socket.on('join', (name: string) => {
    room = name;
    void socket.join(room);
    socket.emit('joined');
  });
  socket.on('post', (id: number, text: string) => {
    socket.emit('ack', id);
    io.to(room).emit('message', { room, author: 'U01JD3ZK5Q8XG7TRN', at: Date.now(), text });
  });
});

http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as { port: number }).port }));
process.once('disconnect', () => process.exit(1));
