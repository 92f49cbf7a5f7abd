import { Server } from './server.ts';

/** What a story finds when it begins, as files: see `Server.start`. */
export interface Beginnings {
  /** A server that has made its database and stopped. */
  blank: string;
  /** One where Sofia has set up Harbor and Ade has joined. */
  harbor: string;
  /** The cookie of each of them there, as a browser would send it. */
  cookies: Record<string, string>;
}

/** Once for all stories. Each begins with a copy, and spares the making of a database, forms and the hashing of passwords. */
export default async function makeBeginnings(): Promise<() => Promise<void>> {
  const blank = await Server.start();
  await blank.drain();
  const harbor = await Server.start(blank.data);
  const cookies = await found(harbor.url);
  await harbor.drain();
  const beginnings: Beginnings = { blank: blank.data, harbor: harbor.data, cookies };
  process.env['ROOST_E2E_BEGINNINGS'] = JSON.stringify(beginnings);
  return async () => {
    await blank.stop();
    await harbor.stop();
  };
}

/** What `makeBeginnings` has made. */
export function beginnings(): Beginnings {
  return JSON.parse(process.env['ROOST_E2E_BEGINNINGS']!) as Beginnings;
}

async function found(url: string): Promise<Record<string, string>> {
  const who = (name: string) => ({ name, email: emailOf(name), password, client: 'browser' });
  const sofia = await call<Entry>(url, 'setup.create', { ...who('Sofia'), workspaceName: 'Harbor' });
  const { workspace, accessToken } = sofia.value;
  const made = await call<{ url: string }>(url, 'invite.create', { workspace: workspace.id }, accessToken);
  const ade = await call<Entry>(url, 'invite.accept', { ...who('Ade'), code: made.value.url.split('/').at(-1) });
  return { Sofia: sofia.cookie, Ade: ade.cookie };
}

interface Entry {
  workspace: { id: string };
  accessToken: string;
}

async function call<T>(url: string, name: string, args: object, token?: string): Promise<{ value: T; cookie: string }> {
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(args),
  });
  if (!response.ok) throw new Error(`${name} was answered by ${response.status}: ${await response.text()}`);
  return { value: (await response.json()) as T, cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '' };
}

/** Of everybody in the stories. */
export const password = 'correct horse battery';

/** The address of a person of the stories. */
export function emailOf(name: string): string {
  return `${name.toLowerCase()}@harbor.example`;
}
