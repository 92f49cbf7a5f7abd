import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { buildApp } from './app.ts';
import type { App, AppOptions } from './app.ts';
import { quickPasswords } from './domain/accounts/quickPasswords.ts';
import { noRates } from './domain/rateLimits.ts';
import { noAdmission } from './doors/socket/turnstile.ts';

/** A whole server in this process, on a free port of this machine. */
export interface ListeningServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** `ws://127.0.0.1:<port>/api/v1/socket` */
  socketUrl: string;
  app: App;
  /** Stops as SIGTERM would: asks everybody to come back, finishes what is under way. */
  close(): Promise<void>;
}

export interface TestServer extends ListeningServer {
  /** Cuts every connection first, as if the process had died; what was committed stays. */
  kill(): Promise<void>;
}

export interface TestServerOptions extends Partial<Omit<AppOptions, 'databaseUrl'>> {
  /** A migrated database, such as `freshDatabase()` gives. */
  databaseUrl: string;
  /** The port of an earlier server, to come back at the same address. */
  port?: number;
}

/**
 * Starts a server on a migrated database. Without limits on rates and sessions unless `rates` and `admission` are given, and with passwords that
 * cost nothing.
 */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const server = await listen({ passwords: quickPasswords(), ...options });
  const { http } = server.app;
  const sockets = new Set<Socket>();
  http.server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  return {
    ...server,
    async kill() {
      http.server.close();
      for (const socket of sockets) socket.destroy();
      await wait(0);
      await server.close();
    },
  };
}

/** The same without `kill`, for which every connection would have to be kept: the program does not, and benchmarks weigh connections. */
export async function listen({ port = 0, ...options }: TestServerOptions): Promise<ListeningServer> {
  const app = await buildApp({
    url: null,
    fallbackUrl: 'http://127.0.0.1',
    trustedProxies: [],
    webFolder: '/nowhere',
    logger: pino({ level: process.env['ROOST_TEST_LOG'] ?? 'silent' }),
    rates: noRates,
    admission: noAdmission,
    ...options,
  });
  const url = await app.http.listen({ host: '127.0.0.1', port, backlog: 4_096 });
  return {
    url,
    socketUrl: `${url.replace('http', 'ws')}/api/v1/socket`,
    app,
    close: () => app.close(),
  };
}
