import { RequestRejected } from '@roost/client/rejected';
import type { Args, OperationName, Value } from '@roost/protocol/registry';
import { toReject } from './reject.ts';

/** Asks without a socket, for what happens before there is one. The refresh cookie travels by itself. */
export type Http = <N extends OperationName>(name: N, args: Args<N>, token?: string) => Promise<Value<N>>;

/** Rejects with `RequestRejected` when the server refused, with something else when it was not reached. */
export const http: Http = async (name, args, token) => {
  const answer = await fetch(`/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(args),
    credentials: 'same-origin',
    cache: 'no-store',
    // A request into a dead network may hang for minutes; to say so and ask again is better.
    signal: AbortSignal.timeout(30_000),
  });
  const body: unknown = await answer.json();
  if (answer.ok) return body as Value<typeof name>;
  const reject = toReject(body);
  if (!reject) throw new Error(`${name} was answered with ${answer.status}.`);
  throw new RequestRejected(reject);
};
