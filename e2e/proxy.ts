import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNginx } from '../bin/nginx.mjs';
import { freePort } from './server.ts';

/** What a network between a browser and the server may do to it. */
export type Manner = 'lets all through' | 'refuses WebSockets' | 'holds answers back';

const SOCKET = {
  'lets all through': 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
  'refuses WebSockets': 'return 403;',
  'holds answers back': 'return 403;',
} as const satisfies Record<Manner, string>;

/** A real nginx in front of a server. */
export class Proxy {
  readonly port: number;
  private readonly home: string;
  private readonly target: number;
  private readonly child: ChildProcess;

  private constructor(port: number, target: number, home: string) {
    this.port = port;
    this.target = target;
    this.home = home;
    this.child = spawn(findNginx()!, ['-p', home, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'inherit' });
  }

  static async before(target: number, manner: Manner): Promise<Proxy> {
    const home = mkdtempSync(path.join(tmpdir(), 'roost-nginx-'));
    const port = await freePort();
    for (const folder of ['body', 'proxy', 'other']) mkdirSync(path.join(home, folder));
    writeFileSync(path.join(home, 'nginx.conf'), configuration(home, port, target, manner));
    const proxy = new Proxy(port, target, home);
    await proxy.answers();
    return proxy;
  }

  /** From now on it treats new connections in this manner. */
  async become(manner: Manner): Promise<void> {
    writeFileSync(path.join(this.home, 'nginx.conf'), configuration(this.home, this.port, this.target, manner));
    this.child.kill('SIGHUP');
    const expected = manner === 'lets all through' ? [400, 401, 426] : [403];
    await this.until(async () =>
      expected.includes((await fetch(`http://127.0.0.1:${this.port}/api/v1/socket`)).status),
    );
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
    await rm(this.home, { recursive: true, force: true });
  }

  private answers(): Promise<void> {
    return this.until(async () => (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok);
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (await holds().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('nginx does not do what it was told');
  }
}

function configuration(home: string, port: number, target: number, manner: Manner): string {
  const forward = `proxy_pass http://127.0.0.1:${target}; proxy_http_version 1.1; proxy_set_header Host $http_host;`;
  // Compressing, nginx passes an answer on when enough has gathered, or at its end.
  const holdBack =
    manner === 'holds answers back'
      ? 'gzip on; gzip_types text/event-stream; gzip_proxied any; proxy_ignore_headers X-Accel-Buffering;'
      : '';
  return `
daemon off;
worker_processes 1;
pid ${home}/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/other;
  uwsgi_temp_path ${home}/other;
  scgi_temp_path ${home}/other;
  server {
    listen 127.0.0.1:${port};
    location = /api/v1/socket { ${SOCKET[manner]} ${forward} }
    location / { ${holdBack} ${forward} }
  }
}
`;
}
