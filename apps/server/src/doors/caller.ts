import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { DoorContext } from '../domain/verb.ts';
import type { OriginRule } from './http/origin.ts';

// Who calls, and where a request comes from. Forwarded headers are believed only from proxies that the operator named.

/** The token of `Authorization: Bearer …`. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** What tells where a request comes from and under which address it reached us. */
export interface Surroundings {
  origins: OriginRule;
  proxies: Proxies;
  /** The address when nobody asks by one: for links made in a request without a usable Host. */
  fallbackUrl: string;
}

/** The part of a call that every door reads alike. */
export function whereFrom(
  request: IncomingMessage,
  { origins, proxies, fallbackUrl }: Surroundings,
): Pick<DoorContext, 'address' | 'device' | 'origin'> {
  const { origin, host, 'user-agent': device = '' } = request.headers;
  const secure = proxies.isSecure(request);
  return {
    address: proxies.addressOf(request),
    device,
    origin: origins.publicUrl({ origin, host, secure }, fallbackUrl),
  };
}

/** The door of a session, which is kept as long as that lives: so it is written out, since a spread object would have a shape of its own. */
export function withoutCookies({ address, device, origin }: ReturnType<typeof whereFrom>): DoorContext {
  return { address, device, origin, refreshToken: null, setRefreshToken: nothing };
}

function nothing(): void {}

/** The proxies of the operator: addresses and networks such as `10.0.0.1` or `192.168.0.0/16`. */
export class Proxies {
  readonly #trusted = new BlockList();
  readonly #some: boolean;

  constructor(proxies: readonly string[]) {
    this.#some = proxies.length > 0;
    for (const proxy of proxies) {
      const [address = '', bits] = proxy.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#trusted.addAddress(address, family);
      else this.#trusted.addSubnet(address, Number(bits), family);
    }
  }

  /** The caller's address, for counting: the last one that no proxy of ours vouches for. Of an IPv6 address the network. */
  addressOf(request: IncomingMessage): string {
    let address = plain(request.socket.remoteAddress);
    const hops = String(request.headers['x-forwarded-for'] ?? '').split(',');
    while (hops.length > 0 && this.#trusts(address)) {
      const hop = plain(hops.pop()!.trim());
      if (isIP(hop) === 0) break;
      address = hop;
    }
    return isIP(address) === 6 ? networkOf(address) : address;
  }

  /** Whether the caller's side of the connection is encrypted, as far as we can know. */
  isSecure(request: IncomingMessage): boolean {
    if (!this.#trusts(plain(request.socket.remoteAddress))) return false;
    return (
      String(request.headers['x-forwarded-proto'] ?? '')
        .split(',')
        .at(-1)!
        .trim() === 'https'
    );
  }

  #trusts(address: string): boolean {
    if (!this.#some) return false;
    const family = isIP(address);
    return family !== 0 && this.#trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

/** Who is given IPv6 is given 2^64 addresses at least: counted one by one they would be as many callers. */
function networkOf(address: string): string {
  const { hostname } = new URL(`http://[${address.split('%', 1)[0]}]`); // in the one way to write it
  const [before = '', after = ''] = hostname.slice(1, -1).split('::');
  const [head, tail] = [before, after].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return embeddedIpv4(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function embeddedIpv4(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((number) => [number >> 8, number & 255])
    .join('.');
}

/** IPv4 addresses as they are written, also where the socket is IPv6. */
function plain(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '') ?? '';
}
