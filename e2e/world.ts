import { test as plain, type Browser, type BrowserContextOptions } from '@playwright/test';
import { Person } from './person.ts';
import { Server } from './server.ts';

export { expect } from '@playwright/test';

interface World {
  server: Server;
  /** Brings somebody to the server; they leave when the story ends. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Person>;
  /** Sofia has set up Harbor and Ade has joined; both are in #general. How people come in by the screen is chat.spec's story. */
  both: { sofia: Person; ade: Person };
}

/** Every story has a server of its own. */
export const test = plain.extend<World>({
  server: async ({ browserName: _ }, provide) => {
    const server = await Server.start(process.env['ROOST_E2E_BLANK']);
    await provide(server);
    await server.stop();
  },
  person: async ({ browser, server }: { browser: Browser; server: Server }, provide) => {
    const people: Person[] = [];
    await provide(async (name, options) => {
      const person = await Person.at(browser, server, name, options);
      people.push(person);
      return person;
    });
    for (const person of people) await person.leave();
  },
  both: async ({ person }, provide) => {
    const sofia = await person('Sofia');
    await sofia.founds('Harbor');
    const ade = await person('Ade');
    await ade.accepts(await sofia.invite());
    await provide({ sofia, ade });
  },
});
