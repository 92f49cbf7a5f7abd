import type { IncomingMessage } from 'node:http';
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@roost/protocol/version';
import type { Identity } from '../../domain/identity.ts';
import { Reject } from '../../reject.ts';
import { bearerOf } from '../caller.ts';
import type { Authenticate } from '../tokenTries.ts';
import type { Surroundings } from '../caller.ts';

/*
 * Who may open a socket, decided before the 101 [S1]. Browsers offer `roost.v1` and `roost.jwt.<token>`; programs send
 * `Authorization: Bearer`. A browser's origin must be our own [A4]; a missing Origin is only accepted with Authorization, which no
 * page can set on a socket.
 */

export interface UpgradeDeps extends Pick<Surroundings, 'origins' | 'proxies'> {
  authenticate: Authenticate;
}

/** The one version of the WebSocket protocol that there is. */
export const VERSION = '13';

/** The identity behind an upgrade. Throws `Reject`. */
export async function admit(
  request: IncomingMessage,
  { authenticate, origins, proxies }: UpgradeDeps,
): Promise<Identity> {
  checkHandshake(request);
  const offered = subprotocols(request);
  if (offered.length > 0 && !offered.includes(SUBPROTOCOL)) {
    throw new Reject('invalid', `Offer the subprotocol ${SUBPROTOCOL}.`, { field: 'Sec-WebSocket-Protocol' });
  }
  const bearer = bearerOf(request.headers);
  const { origin, host } = request.headers;
  if (origin !== undefined || bearer === null) {
    const refusal = origins.check({ origin, host, secure: proxies.isSecure(request) });
    if (refusal) throw refusal;
  }
  const token =
    bearer ?? offered.find((name) => name.startsWith(TOKEN_SUBPROTOCOL_PREFIX))?.slice(TOKEN_SUBPROTOCOL_PREFIX.length);
  if (!token)
    throw new Reject('unauthenticated', 'Offer an access token: as a second subprotocol, or as Authorization: Bearer.');
  return authenticate(token, proxies.addressOf(request));
}

/** What is no handshake is refused before the token costs anything [S11]. Its key and the form of its lists are checked by `ws`. */
function checkHandshake({ method, headers }: IncomingMessage): void {
  if (method !== 'GET') throw new Reject('invalid', 'A socket is opened by GET.');
  if (headers.upgrade?.toLowerCase() !== 'websocket')
    throw new Reject('invalid', 'There is nothing but websocket to upgrade to.', { field: 'Upgrade' });
  if (headers['sec-websocket-version'] !== VERSION)
    throw new Reject('invalid', `Speak version ${VERSION} of the WebSocket protocol.`, {
      field: 'Sec-WebSocket-Version',
    });
}

function subprotocols(request: IncomingMessage): string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
