import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

// Stands between the log and Postgres, and cuts the wire at a chosen moment.

export interface Proxy {
  url: string;
  /** Cuts, once, right before (nothing arrives) or right after this text was passed on to the server. */
  cutAt(text: string, when: 'before' | 'after'): void;
  /** Lets nobody through until `admit`. Cuts whoever is connected. */
  refuse(): void;
  admit(): void;
  close(): Promise<void>;
}

/** A proxy to the Postgres at this address. */
export async function proxyTo(target: string): Promise<Proxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  let cut: { text: string; when: 'before' | 'after' } | null = null;
  let refusing = false;
  const server = createServer((client) => {
    if (refusing) return void client.destroy();
    const database = connect(Number(upstream.port), upstream.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => (sockets.delete(socket), client.destroy(), database.end()));
    }
    database.pipe(client);
    client.on('data', (bytes) => {
      const hit = cut !== null && bytes.includes(cut.text) ? cut : null;
      if (hit) cut = null;
      if (hit?.when === 'before') return void client.destroy();
      if (hit) database.unpipe(client);
      database.write(bytes, () => hit && client.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cutAt: (text, when) => (cut = { text, when }),
    refuse() {
      refusing = true;
      for (const socket of sockets) socket.destroy();
    },
    admit: () => (refusing = false),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
