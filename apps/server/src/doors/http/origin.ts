import { isIP } from 'node:net';
import { Reject } from '../../reject.ts';

/*
 * Which pages may speak to this server with what the browser adds by itself [A4]. With ROOST_URL: its origin and no other. Without:
 * the page must come from the very address that the request goes to, and that must be localhost or an IP literal: a name could be
 * somebody else's, pointed at us (DNS rebinding).
 */

export interface Asked {
  origin: string | undefined;
  host: string | undefined;
  /** Whether the request came over TLS, as far as we can know. */
  secure: boolean;
}

export class OriginRule {
  readonly #url: string | null;
  /** The last answer: most people come by one address, and their sessions keep it. */
  #last: { host: string; secure: boolean; url: string } | null = null;

  constructor(url: string | null) {
    this.#url = url;
  }

  /** The refusal, or null when the origin is our own. */
  check(asked: Asked): Reject | null {
    if (this.#url !== null) {
      const own = new URL(this.#url).origin;
      return asked.origin === own
        ? null
        : wrong(`This server is at ${this.#url}. Open it there, or set ${setting(asked)} on the server.`);
    }
    const own = originOf(asked);
    if (own && isLocal(own) && asked.origin === own) return null;
    return wrong(`This address is not known to the server. Set ${setting(asked)} on the server.`);
  }

  /** The public address for links, without a slash at its end. */
  publicUrl(asked: Asked, fallback: string): string {
    if (this.#url !== null) return this.#url;
    const { host, secure } = asked;
    if (host === undefined) return fallback;
    if (this.#last?.host !== host || this.#last.secure !== secure)
      this.#last = { host, secure, url: originOf(asked) ?? fallback };
    return this.#last.url;
  }
}

function originOf({ host, secure }: Asked): string | null {
  const text = `${secure ? 'https' : 'http'}://${host}`;
  if (!host || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(text)) return null;
  return new URL(text).origin;
}

function isLocal(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}

function setting(asked: Asked): string {
  const offered = asked.origin && URL.canParse(asked.origin) ? new URL(asked.origin).origin : null;
  return `ROOST_URL=${offered && offered !== 'null' ? offered : (originOf(asked) ?? 'http://chat.local:3000')}`;
}

function wrong(detail: string): Reject {
  return new Reject('wrong_origin', detail);
}
