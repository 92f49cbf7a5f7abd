import { Server } from './server.ts';

/** Once for all stories: a server that has made its database and stopped. Each story starts from a copy of its data. */
export default async function makeBlank(): Promise<() => Promise<void>> {
  const server = await Server.start();
  await server.drain();
  process.env['ROOST_E2E_BLANK'] = server.data;
  return () => server.stop();
}
