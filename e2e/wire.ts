import net from 'node:net';

/** The cable between one person and the server: a TCP proxy that can be cut. */
export class Wire {
  readonly port: number;
  private readonly server: net.Server;
  private readonly pairs = new Set<[net.Socket, net.Socket]>();
  private isCut = false;

  private constructor(server: net.Server, port: number) {
    this.server = server;
    this.port = port;
  }

  static async to(target: number): Promise<Wire> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const wire = new Wire(server, (server.address() as net.AddressInfo).port);
    server.on('connection', (near) => wire.join(near, target));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every connection is reset, new ones are refused. */
  cut(): void {
    this.isCut = true;
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: net.Socket, target: number): void {
    near.on('error', () => {});
    if (this.isCut) return void near.resetAndDestroy();
    const far = net.connect({ port: target, host: '127.0.0.1' });
    const pair: [net.Socket, net.Socket] = [near, far];
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    near.pipe(far);
    far.pipe(near);
  }
}
